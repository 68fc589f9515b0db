"""Swedish."""

from .shape import Words

SV = Words(
    code="sv",
    common="och inte jag vad vem hur från till en ett som med vid är vi välkommen lunch något för"
    " på att anmälan våra genom",
    weekdays=(
        "måndag* mån.",
        "tisdag* tis. tisd.",
        "onsdag* ons.",
        "torsdag* tors. tor.",
        "fredag* fre.",
        "lördag* lör.",
        "söndag* sön.",
    ),
    months=(
        "januari jan jan.",
        "februari feb feb.",
        "mars",
        "april apr apr.",
        "maj",
        "juni jun.",
        "juli jul.",
        "augusti aug aug.",
        "september sep sep. sept",
        "oktober okt okt.",
        "november nov nov.",
        "december dec dec.",
    ),
    day="dag",
    ordinals=("första", "andra", "tredje", "fjärde", "femte"),
    day_parts="morgon förmiddag eftermiddag kväll natt fm em",
    before_time="kl kl. klockan från ca ca. cirka omkring runt",
    until="till",
    before_date="den d.",
    noon="kl._12_middag",
    midnight="midnatt",
    minutes="min min. minut minuter",
    hours="t tim tim. timme timmar",
    limit="senast till",
    programme="program programmet dagordning schema agenda dagens_program preliminärt_program"
    " program_för hålltider",
    head_time="tid tidpunkt när kl kl. klockan datum dag",
    head_what="vad tema innehåll aktivitet program titel punkt programpunkt",
    head_who="vem ansvarig talare föreläsare medverkande",
    head_where="var plats rum lokal sal",
    deadline="anmälan* anmälningsdag* sista senast avbokning* publicerad uppdaterad ändrad"
    " skriven pris priser faktura* före innan anmäl_dig svara",
    labels="plats tid datum när var pris kostnad kontakt kontaktperson anmälan arrangör"
    " arrangörer målgrupp boende logi frågor tid_och_plats plats_och_tid praktisk_information obs"
    " konferencier moderator länk adress sista_anmälningsdag sista_dag",
    footer="anmälan* anmäl_dig* kontakt* frågor_till pris* kostnad* med_reservation"
    " vi_reserverar_oss vi_ser_fram välkomna varmt_välkomna välkommen arrangör* gratis plats"
    " läs_mer publicerad* uppdaterad* se_även hälsningar med_vänlig_hälsning sista*",
    by="",
    by_person="med m. av vid",
    speaker_labels="moderator moderatorer talare föreläsare inledare samtalsledare konferencier"
    " mötesledare ordförande ledare kursledare ansvarig medverkande deltagare panel i_panelen"
    " processledare facilitator presenteras_av inleder",
    joiners="och samt tillsammans_med i_samtal_med",
    house="från i på vid hos för",
    about="om",
    roles="*chef *chefen *ledare *ledaren *rådgivare *direktör *direktören *minister *lärare"
    " *forskare *bibliotekarie *konsulent *samordnare *koordinator författare författaren"
    " *författare *professor *lektor *rektor *psykolog *läkare *journalist *redaktör"
    " *skådespelare *musiker *intendent *arkivarie *student *doktorand *representant *ansvarig"
    " *medarbetare *ordförande *råd *utvecklare *arkitekt *designer *ingenjör *jurist *advokat"
    " *ekonom *inspektör *handledare *pedagog *sekreterare *kurator *konstnär *strateg docent"
    " *politiker präst biskop *specialist *expert *föreläsare *tränare *ledamot *producent *ägare"
    " *antikvarie",
    groups="alla projekt* *biblioteken *biblioteket *kommunen *kommunerna *regionen styrelsen"
    " *gruppen *grupperna *deltagarna *elever *nätverket värdarna *arrangörerna *skolan *museet"
    " *föreningen *kören *rådet",
    organisations="*bibliotek *biblioteket *biblioteken *kommun *kommunen *skola *skolan *hotell"
    " *hotellet *hus *huset *centrum *center *universitet *universitetet *högskola *högskolan"
    " *museum *museet *förening *föreningen *förbund *förbundet *råd *rådet *län *region*"
    " *departement *myndighet *myndigheten *verket *kyrka *restaurang *teater *galleri *arkiv"
    " *förlag *ab institut* *nätverk *nätverket *stiftelse *nämnden *akademi *kåren",
    rooms="*rum *rummet *sal *salen *auditorium *foajé *foajén *matsal *matsalen *biblioteket"
    " *våning *gatan *gata *vägen *väg *torget *hotellet *scen *scenen *aula *aulan *hallen *hall"
    " *lokal *lokalen *huset *kyrkan *skolan *restaurang *restaurangen *museet zoom teams",
    parallel="parallell* valbar* valbara valfri* välj_mellan välj_en samtidig*",
    tracks="parallell spår session workshop verkstad grupp rum seminarium pass",
    open_ends="från och vid i på med för av till om eller som den det en ett att samt hos mot",
    continued="forts forts. fortsätter fortsättning fortsatt",
    kinds={
        "transport": "avgång* avresa* avfärd* ^buss ^bussen buss_till buss_från hemresa*"
        " ^färja ^färjan ^båt ^båten ^tåg ^tåget ^resa ^resan återresa* bussresa* busstransport*"
        " transport*",
        "meal": "*lunch *lunchen *middag *middagen *frukost *supé *buffé kvällsmat* *måltid"
        " *soppa *grillning brunch pizza ^mat matpaus* middagsmat*",
        "break": "*paus *pausen *kaffe *kaffet *fika *fikat ^te ^tårta bensträck* ^rast ^frukt"
        " ^kaka",
        "registration": "registrering* *registrering incheckning* ankomst* insläpp* samling*"
        " dörrarna_öppnas dörrarna_öppnar ^anmälan inskrivning* *drop-in",
        "welcome": "välkom* *välkommen inledning* *inledning öppning* invigning* hälsning*"
        " god_morgon introduktion* presentation_av_alla* presentation_av_delt*"
        " presentationsrunda* *hälsar_välkommen uppstart* start",
        "talk": "*föredrag *föreläsning *föreläsningar presentation* *kurs panel paneldebatt*"
        " panelsamtal* seminari* *seminarium *seminarier information* *demonstration keynote"
        " ^film debatt* *debatt *samtal nytt_från* *presenterar* tema *berättar erfarenheter*"
        " exempel goda_exempel lansering*",
        "group_work": "^grupp ^gruppen *grupper gruppsamtal grupparbete* i_grupper i_grupp"
        " workshop* *workshop verkstad* *verkstad idétorg* övning* *övning ^uppgift planering*"
        " arbetspass* *jobbar_tillsammans bordssamtal* erfarenhetsutbyte* gruppdiskussion"
        " *samverkanspass",
        "plenary": "summering* sammanfattning* i_plenum plenum* avslut* *avslutning avrundning*"
        " utvärdering* tack_* ^frågor och_frågor frågestund* diskussion* *diskussion ordet_fritt"
        " återsamling* årsmöte* *årsmöte förhandling* prisutdelning* utdelning* ^vägen_vidare"
        " redovisning* *stämma",
        "social": "mingel* *mingel quiz* *quiz konsert* *konsert föreställning* ^fest *fest"
        " ^dans$ ^dans_till underhållning* spel* *spelkväll socialt* promenad* signering*"
        " *signering lekar ^musik$ ^musik_med allsång* ^*kväll morgonyoga* yoga* bastu*"
        " mottagning* *promenad aperitif* karaoke* morgongympa*",
        "accommodation": "utcheckning* inkvartering* rumsfördelning* rumsnycklar",
        "other": "visning* *visning rundvandring* studiebesök* *besök ^utställ* ^*utställning"
        " ^fri$ ^fri_kväll instrumenttorg* fritid* fri_tid* ^slut hemfärd_slut egen_tid* *torget"
        " bokbord*",
    },
    steps={
        "market": "idétorg* idémarknad*",
        "remote": "skype* videobesök* videomöte*",
        "showcase": "presenterar_sig visar_upp",
        "inspiration": "inspiration* inspirer*",
        "threads": "tråd* trådarna knyter_ihop",
        "harvest": "sammanfattning* summering* skörd*",
        "evaluation": "utvärdering*",
        "writing": "förändringsuppgift* handlingsplan*",
        "plenary": "plenum* diskussion*",
        "meal": "lunch* *lunch *middag* *frukost mat",
        "group": "grupp* *grupper",
        "end": "slut avslut* tack_för* hemresa*",
    },
)
