"""Twenty invented writers: what each writes at the end of the second day, and what comes between.

Short and long, Bokmål and Nynorsk, words in Northern Sámi, a line break, signs that are markup
elsewhere. Nobody here exists.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Writer:
    """The words of one writer. `slip` is what interrupts them, "" for nothing."""

    change: str
    first_step: str
    when: str
    then: str
    by_when: str
    shown_to: str = "only_me"
    slip: str = ""
    obstacle: str = ""
    sure: int | None = None


WRITERS = [
    Writer(
        "Ungdommen kan være her etter klokka fire, også når jeg ikke er på jobb.",
        "Jeg spør rektor om nøkkel til sidedøra.",
        "Når jeg låser opp på mandag",
        "så ringer jeg rektor før jeg skrur på pc-en.",
        "2014-03-01",
        shown_to="seminar",
    ),
    Writer(
        "Girjerádju lea oidnosis: samisk er det første du ser når du kommer inn døra.",
        "Jeg flytter de samiske barnebøkene til hylla ved døra – čáppa ja čielggas.",
        "Når barnehagen har vært her på tirsdag",
        "så rydder jeg hylla mens kaffen trekker.",
        "2014-02-06",
        shown_to="everyone",
        slip="reload",
    ),
    Writer(
        "Vi kasserer hver fredag.",
        "Ti bøker på fredag.",
        "Når kaffen er drukket",
        "tar jeg fram kassa.",
        "2014-01-31",
    ),
    Writer(
        "Kommunedirektøren har vært på biblioteket en vanlig ettermiddag, sett hvem som er her, "
        "og vet hva vi bruker rommet til. Vi har ikke pyntet først.",
        "Jeg skriver tre linjer til sekretæren hennes og foreslår to dager i desember.",
        "Når jeg har spist lunsj på mandag",
        "så sender jeg de tre linjene, uten å skrive dem om.",
        "2014-05-15",
        shown_to="organiser",
        obstacle="Hun avlyser. Det har hun gjort før.",
    ),
    Writer(
        "Det innerste rommet er et sted å lese, ikke et lager.",
        "Jeg bærer ut én hylle og måler veggen.",
        "Når vaktmesteren kommer med posten",
        "så ber jeg ham ta i den andre enden.",
        "2014-04-10",
        slip="back",
    ),
    Writer(
        "Skuvla ja girjerádju: elevene henter bøkene sine selv, og jeg slipper å bære. Áddjá ja "
        "áhkku får komme med på lesestund på nordsamisk hver fjerde uke.",
        "Jeg spør Máret på skolen hvem som har nøkkelvakt, og om vi kan prøve én uke.",
        "Go skuvla lea nohkan",
        "de riŋgen Máretii – før jeg kjører hjem.",
        "2014-03-20",
        shown_to="seminar",
        sure=6,
    ),
    Writer(
        "Vi har åpent én kveld i uka.",
        "Jeg spør de to andre hvilken kveld.",
        "Når vi har avdelingsmøte",
        "tar jeg det opp som punkt én.",
        "2014-02-01",
        slip="kill",
    ),
    Writer(
        "Me deler rom med servicekontoret utan at nokon må viska: det er ei stille stund og ei "
        "levande stund, og folk veit kva tid det er kva.",
        "Eg teiknar ein dag på eit ark og viser det til dei tre i skranken.",
        "Når eg kjem inn att frå pausen",
        "så legg eg arket på bordet deira og spør kva som er feil.",
        "2014-06-02",
        shown_to="group",
        slip="look",
    ),
    Writer(
        "Frivillige blir lenger enn én høst fordi de bestemmer noe.",
        "Jeg ringer Aud og spør hva hun vil bestemme.",
        "Når jeg har hentet posten",
        "så ringer jeg Aud.",
        "2014-03-15",
        shown_to="makker",
    ),
    Writer(
        "Jeg vet hva et arrangement betydde, for noen:\nvi spør tre personer hver gang, "
        "og skriver ned svaret.",
        "Jeg lager en lapp med tre spørsmål.",
        "Når stolene er satt på plass",
        "så spør jeg den første som står igjen.",
        "2014-02-20",
        slip="reload",
    ),
    Writer(
        "Lokalsamlinga er til å finne fram i.",
        "Jeg tar bilde av de to skuffene.",
        "Når det er stille på onsdag",
        "så åpner jeg skuffene.",
        "2014-05-01",
        shown_to="organiser",
    ),
    Writer(
        "Når jeg er syk, er biblioteket åpent likevel: to i helselaget og én pensjonert lærer kan "
        "låse opp, og de vet hvor kaffen er.",
        "Jeg skriver en side om hvordan døra, alarmen og kassa virker.",
        "Når jeg stenger på torsdag",
        "så skriver jeg ned hvert grep jeg gjør.",
        "2014-04-01",
        shown_to="seminar",
    ),
    Writer(
        "Barna får låne uten kort.",
        "Jeg skriver om reglene på én side.",
        "Når kassa er telt",
        "skriver jeg første avsnitt.",
        "2014-01-20",
    ),
    Writer(
        "Politikerne spør oss før budsjettet, ikke etter. Vi har <én side> & ett tall hver vår.",
        "Jeg finner tallet på utlån etter kl. 16.",
        "Når jeg åpner statistikken på mandag",
        "så skriver jeg tallet på tavla, 100 % ærlig.",
        "2014-08-20",
        shown_to="everyone",
        obstacle="Jeg rekker det ikke før budsjettet er lagt.",
        sure=7,
    ),
    Writer(
        "Vi er to kommuner om én bibliotekar, og begge stedene vet hvilke dager.",
        "Jeg setter opp dagene for januar og sender dem til naboen.",
        "Når jeg har kjørt bilen i garasjen",
        "så sender jeg planen fra telefonen.",
        "2014-01-15",
        slip="close",
    ),
    Writer(
        "Eldre som ikke kommer seg ut, får bøker hjem med matkjøringa.",
        "Jeg spør Jorunn på kjøkkenet om det er plass til en kasse.",
        "Når matbilen står på rampa",
        "så går jeg ut og spør.",
        "2014-03-01",
        shown_to="makker",
    ),
    Writer(
        "Det mørke rommet har lys og tre gode stoler. Her er det noen som sitter hver dag, og jeg "
        "kan se det fra skranken uten å reise meg. Noen av dem er under tjue.",
        "Jeg ringer elektrikeren til kommunen og spør hva to lamper koster.",
        "Når jeg skrur av lyset i kveld",
        "så tar jeg bilde av hvor mørkt det er, og sender det med spørsmålet.",
        "2014-05-20",
        shown_to="seminar",
        sure=5,
    ),
    Writer(
        "Vi slutter med noe vi alltid har gjort.",
        "Jeg skriver en liste over ti ting.",
        "Når jeg sitter på bussen hjem",
        "skriver jeg de ti.",
        "2014-02-14",
        slip="back",
    ),
    Writer(
        "Nye i bygda får en time hos oss, med kaffe og kart, på sitt språk hvis vi greier det.",
        "Jeg spør flyktningtjenesten hvem som kom i høst.",
        "Når jeg møter Samira på butikken",
        "så spør jeg henne.",
        "2014-04-24",
        shown_to="group",
    ),
    Writer(
        "Skoleklassene kommer uten at jeg maser: de har sin faste time, og lærerne har valgt den.",
        "Jeg sender fire ledige timer til de tre trinnene.",
        "Når timeplanen ligger i hylla mi",
        "så sender jeg timene samme dag – ŋ, đ, ŧ, ž og alt.",
        "2014-01-30",
        shown_to="organiser",
    ),
]
