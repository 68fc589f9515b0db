"""Finnish."""

from .shape import Words

FI = Words(
    code="fi",
    common="ja ei on klo sekä tai että ovat mitä miten kuka tervetuloa lounas kahvi päivän"
    " ohjelma yhdistyksen kirjasto kirjaston työpaja",
    weekdays=(
        "maanantai* ma",
        "tiistai* ti",
        "keskiviikko* ke",
        "torstai* to",
        "perjantai* pe",
        "lauantai* la",
        "sunnuntai* su",
    ),
    months=(
        "tammikuu*",
        "helmikuu*",
        "maaliskuu*",
        "huhtikuu*",
        "toukokuu*",
        "kesäkuu*",
        "heinäkuu*",
        "elokuu*",
        "syyskuu*",
        "lokakuu*",
        "marraskuu*",
        "joulukuu*",
    ),
    day="päivä",
    ordinals=("ensimmäinen", "toinen", "kolmas", "neljäs", "viides"),
    day_parts="aamu aamupäivä iltapäivä ilta yö",
    before_time="klo kello n. noin alkaen",
    until="–",
    before_date="",
    noon="keskipäivä keskipäivällä",
    midnight="keskiyö keskiyöllä",
    minutes="min min. minuuttia minuutti",
    hours="t h tunti tuntia",
    limit="viimeistään",
    programme="ohjelma ohjelman päivän_ohjelma aikataulu alustava_ohjelma esityslista",
    head_time="aika kello klo päivä pvm",
    head_what="mitä aihe ohjelma sisältö otsikko tapahtuma",
    head_who="kuka puhuja puhujat vetäjä vastuuhenkilö vastuu",
    head_where="missä paikka tila huone sali",
    deadline="mennessä ilmoittautumi* ilmoittaudu* viimeistään julkaistu päivitetty hinta hinnat"
    " peruutu* ennen",
    labels="paikka aika milloin missä hinta yhteyshenkilö yhteystiedot ilmoittautuminen"
    " järjestäjä järjestäjät kohderyhmä majoitus kysymykset lisätiedot lisätietoja aika_ja_paikka"
    " osoite",
    footer="ilmoittaudu* ilmoittautumis* lisätie* yhteys* hinta* muutokset* oikeus_muutoksiin"
    " tervetuloa järjestäjä* maksuton* paikka majoitus lue_lisää julkaistu* päivitetty* terveisin"
    " pidätämme* olet_lämpimästi",
    by="",
    by_person="",
    speaker_labels="puhuja puhujat alustaja alustajat alustus moderaattori puheenjohtaja vetäjä"
    " vetäjät juontaja kouluttaja kouluttajat luennoitsija keskustelemassa keskustelijat vastuu"
    " ohjaaja",
    joiners="ja sekä",
    house="",
    about="",
    roles="*johtaja *päällikkö *sihteeri *suunnittelija *opettaja *tutkija *kirjastonhoitaja"
    " *asiantuntija *koordinaattori kirjailija *kirjailija *professori *lehtori *rehtori"
    " *psykologi *lääkäri *toimittaja *näyttelijä *muusikko *amanuenssi *opiskelija *edustaja"
    " *vastaava *neuvos *ministeri *valmentaja *arkkitehti *insinööri *juristi *kehittäjä"
    " *ohjaaja *kouluttaja *taiteilija *kuraattori *pappi *piispa *konsultti *yrittäjä *dosentti"
    " *tarkastaja *virkailija *jäsen",
    groups="kaikki *kirjasto *kirjastot *ryhmä *ryhmät *kunta *yhdistys hallitus *toimikunta",
    organisations="*kirjasto *kirjaston *kunta *kunnan *kaupunki *kaupungin *koulu *koulun"
    " *hotelli *talo *keskus *yliopisto *yliopiston *museo *museon *yhdistys *liitto *virasto"
    " *ministeriö *kirkko *ravintola *teatteri *galleria *arkisto *säätiö *instituutti ry oy"
    " *seura *opisto *verkosto *lautakunta",
    rooms="*sali *salissa *huone *huoneessa *aula *aulassa *auditorio *auditoriossa *kahvila"
    " *kahvilassa *kirjasto *kirjastossa *kerros *krs *katu *tie *tori *hotelli *ravintola *talo"
    " *talolla luokka* *tila *tilassa *kirkko",
    parallel="rinnakkais* samanaikais* valinnai* valitse",
    tracks="rinnakkaissessio sessio työpaja ryhmä rata huone sali polku",
    open_ends="ja sekä tai että",
    continued="jatkuu jatkuvat jatkoa",
    kinds={
        "transport": "lähtö* *lähtö ^bussi* *bussikuljetus ^kuljetus* kotimatka* ^matka ^juna"
        " ^laiva ^lautta siirtymi* paluu* bussikuljetus*",
        "meal": "lounas* *lounas *lounaan illallinen* *illallinen aamiainen* *aamiainen"
        " päivällinen* *päivällinen *buffet *ateria iltapala* aamupala* ruokailu* *keitto"
        " brunssi* pizza iltaruoka*",
        "break": "*tauko tauko* *kahvi *kahvit *kahvitus ^kahvi* ^tee *kahvitauko jaloittelu*"
        " kakku*",
        "registration": "ilmoittautumi* *ilmoittautuminen saapuminen* kokoontumi* ovet_aukeavat"
        " ovet_avataan rekisteröityminen*",
        "welcome": "tervetuloa* *tervetuloa tervetulo* *avaus avaus* avajaiset* *avaussanat"
        " tervehdy* hyvää_huomenta huomenta johdanto* esittäyty* esittely* *aloitus aloitus*",
        "talk": "luento* *luento esitelmä* *esitelmä esitys* *esitys koulutus* *koulutus paneeli*"
        " *paneeli seminaari* *seminaari puheenvuoro* *puheenvuoro keynote elokuva* debatti*"
        " *info alustus* tietoisku* ajankohtai* haastattelu*",
        "group_work": "^ryhmä* *ryhmät työpaja* *työpaja *työpajat ryhmätyö* työskentely*"
        " *työskentely ideatori* harjoitus* *suunnittelu suunnittelu* pienryhmä* pöytäkeskustelu*",
        "plenary": "yhteenveto* *yhteenveto päätös* *päätös päätössanat* lopetus* *lopetus"
        " loppusanat* keskustelu* *keskustelu ^kysymy* palaute* arviointi* kiitos* *kokous"
        " vuosikokous* purku* *purku palkint* *neuvottelu lopuksi",
        "social": "vastaanotto* *vastaanotto konsertti* *konsertti tanssi* ^juhla$ *juhla *juhlat"
        " pelit peli-ilta* ^visa *visailu ohjelmallinen* kävely* *kävely sauna* *sauna"
        " iltaohjelma* illanvietto* ^*ilta ^musiikki$ karaoke* cocktail* aamujumppa* jooga*",
        "accommodation": "majoittumi* majoitus* huoneiden_luovutus uloskirjautumi*",
        "other": "tutustumi* *tutustuminen *kierros opastettu* *vierailu vierailu* näyttely*"
        " *näyttely ^vapaa vapaa-aika* *messut loppu tilaisuus_päättyy päättyy* hyvää_kotimatkaa"
        " turvallista*",
    },
    steps={
        "market": "ideatori* *ideatori",
        "remote": "skype* etävierailu* videovierailu*",
        "showcase": "esittäytyvät hankkeet_esittäytyvät",
        "inspiration": "inspiraatio* innoit*",
        "threads": "langat lankoja",
        "harvest": "yhteenveto* purku*",
        "evaluation": "arviointi* palaute*",
        "writing": "muutostehtävä*",
        "plenary": "keskustelu*",
        "meal": "lounas* illallinen* aamiainen*",
        "group": "ryhmä* *ryhmät",
        "end": "päätös* lopetus* loppusanat* kotimatka*",
    },
)
