"""Nynorsk: what differs from Bokmål, which is read along with it."""

from .shape import Words

NN = Words(
    code="nn",
    common="og ikkje eg kva kven korleis kvifor frå til ein eit som med ved er me vi velkomen"
    " velkomne noko kaffi biblioteka tek nokre opning eigne deltakarane innleiar dagleg leiar"
    " kaffipause helsing fortel heim meir klokkeslett kommunar planar",
    weekdays=(
        "måndag* mån.",
        "tysdag* tys.",
        "onsdag* ons.",
        "torsdag* tors.",
        "fredag* fre.",
        "laurdag* lau. laur.",
        "sundag* søndag* sun.",
    ),
    months=(
        "januar",
        "februar",
        "mars",
        "april",
        "mai",
        "juni",
        "juli",
        "august",
        "september",
        "oktober",
        "november",
        "desember",
    ),
    day="dag",
    ordinals=("fyrste", "andre", "tredje", "fjerde", "femte"),
    day_parts="morgon føremiddag ettermiddag kveld natt",
    before_time="kl kl. klokka frå ca ca. om_lag omtrent rundt",
    until="til",
    before_date="den d. på",
    noon="kl._12_middag",
    midnight="midnatt",
    minutes="min min. minutt",
    hours="t t. time timar",
    limit="seinast til innan",
    programme="program programmet dagsplan tidsplan timeplan møteplan førebels_program program_for",
    head_time="tid tidspunkt klokkeslett når kl dato dag",
    head_what="kva tema innhald aktivitet program tittel post programpost",
    head_who="kven ansvarleg ansvar innleiar innleiarar føredragshaldar føredragshaldarar ved av",
    head_where="kvar stad rom lokale sal",
    deadline="frist* innan seinast påmelding* påmeldingsfrist* avbestilling* påmelde publisert"
    " oppdatert endra skrive lagt_ut pris prisar faktura* før svarfrist* meld_deg_på",
    labels="stad tid dato når kvar pris prisar kontakt kontaktperson påmelding frist økonomi"
    " arrangør arrangørar målgruppe overnatting spørsmål tid_og_stad stad_og_tid praktisk"
    " praktisk_informasjon kostnad transport merk obs konferansier møteleiar lenkje adresse",
    footer="påmelding* kontakt* spørsmål_til pris* med_atterhald vi_tar_atterhald"
    " vi_tek_atterhald vi_gler_oss me_gler_oss velkomen_til vel_møtt arrangør* gratis"
    " det_er_gratis stad overnatting praktisk* les_meir publisert* oppdatert* meld_deg* sjå_også"
    " helsing med_venleg_helsing frist*",
    by="v/ v. ved v",
    by_person="med m/ av",
    speaker_labels="innleiar innleiarar føredragshaldar føredragshaldarar moderator ordstyrar"
    " møteleiar konferansier debattleiar samtaleleiar leiar prosessleiar kurshaldar kursleiar"
    " ansvarleg ansvar deltakarar medverkande panel presentert_av førelesar",
    joiners="og samt saman_med i_samtale_med",
    house="frå i på ved hos for",
    about="om",
    roles="*sjef *sjefen *leiar *leiaren *rådgjevar *rådgivar *rådgjevaren *direktør *direktøren"
    " *ordførar *ordføraren *lærar *læraren *forskar *forskaren *bibliotekar *konsulent"
    " *koordinator forfattar forfattaren *forfattar *professor *lektor *rektor *psykolog *lege"
    " *journalist *redaktør *skodespelar *musikar *konservator *arkivar *student *stipendiat"
    " *representant *ansvarleg *medarbeidar *formann *råd gründer *utviklar *arkitekt *rettleiar"
    " *pedagog *sekretær *kurator *kunstnar *formidlar nestleiar varaordførar *spesialist"
    " *ekspert *førelesar *trenar *medlem *eigar *bonde *kokk *vert *guide dagleg",
    groups="alle prosjekt* *biblioteka *biblioteket *kommunen *kommunane *fylket styret *gruppa"
    " *gruppene *deltakarane *elevar *elevane *utvalet *nettverket *laget vertskapet *arrangørane"
    " *skulen *skulane *universitetet *museet *foreininga *forbundet *koret *rådet",
    organisations="*bibliotek *biblioteket *biblioteka *bibliotekteneste *kommune *skule *skulen"
    " *hotell *hotellet *hus *huset *senter *senteret *universitet *universitetet *høgskule"
    " *høgskulen *museum *museet *foreining *foreininga *forbund *lag *laget *råd *rådet *fylke"
    " *fylket *departement *direktorat *etaten *verket *kyrkje *teater *arkiv *avis *forlag"
    " institutt* *nettverk *nettverket *tenesta *teneste *rådgjevinga *avdelinga",
    rooms="*rom *rommet *sal *salen *auditorium *auditoriet *foajé *foajeen *kantine *kantina"
    " *biblioteket *bibliotek *etasje *gata *gate *vegen *veg *plassen *torget *hotellet *hotell"
    " *scena *kyrkja *skulen *skule *peisestova *stova *hallen *lokalet *huset *museet *garden",
    parallel="parallell* valfri* valfritt vel_mellom vel_ein samtidig* gruppesesjonar",
    tracks="parallell spor sesjon workshop verkstad gruppe rom økt løp",
    open_ends="frå og ved i på med for av til om eller som den det ein eit å hos mot",
    continued="forts forts. framhald held_fram fortset heldt_fram framleis",
    kinds={
        "transport": "avgang* avreise* ^buss ^bussen felles_buss buss_til buss_frå"
        " heimreise* ^ferje ^ferja ^båt ^båten ^tog ^toget ^reise ^reisa tilbakereise* utreise*"
        " heimtur* ^me_reiser ^vi_reiser bussen_går",
        "meal": "*lunsj *lunsjen *middag frukost *frukost kveldsmat *kveldsmat *buffet *måltid"
        " *suppe *grilling nattmat *servering felles_mat ^mat",
        "break": "*pause *pausen *kaffi *kaffien ^te ^kake *kaffipause* beinstrekk* strekk ^frukt"
        " rundstykke*",
        "registration": "registrering* *registrering oppmøte* innsjekk* ankomst* ^påmelding"
        " dørene_opnar* dørene_opne frammøte* samling_ved*",
        "welcome": "velkomen* velkomne* velkomst* opning* *opning innleiing* *innleiing helsing*"
        " *helsing god_morgon oppstart* introduksjon* presentasjonsrunde* bli_kjend*"
        " *ønskjer_velkomen opnar_*",
        "talk": "*foredrag *føredrag *føredraget *førelesing* presentasjon* *kurs panel seminar"
        " *seminar informasjon* orientering* demonstrasjon* *innlegg keynote ^film debatt*"
        " *debatt *samtale nytt_frå* *presenterer* tema *fortel erfaringar* *innføring *kåseri*"
        " *opplesing",
        "group_work": "^gruppe gruppene *grupper gruppearbeid* i_grupper workshop* *verkstad"
        " *verkstaden *verkstader idétorg* idetorg* øving* *øving ^oppgåve arbeidsøkt*"
        " planlegging* *jobbar_saman *arbeider_saman bordrunde* kafédialog* vi_lagar* me_lagar*"
        " gjer_vi_saman gjer_me_saman erfaringsdeling* erfaringsutveksling* *dugnad",
        "plenary": "oppsummering* i_plenum plenum* *avslutning avslutning* avrunding* evaluering*"
        " takk_for* ^spørsmål og_spørsmål diskusjon* ordet_fritt deling* *deling årsmøte*"
        " *årsmøte ordskifte* forhandling* prisutdeling* utdeling* ^vegen_vidare konklusjon*"
        " tilbakemelding* eventuelt gruppene_legg_fram tek_vi_med tek_me_med open_samtale* ^val",
        "social": "mingling* *mingling quiz* *quiz konsert* *konsert framsyning* ^fest *fest"
        " ^dans$ ^dans_til underhaldning* *underhaldning spel* *spelkveld sosialt* ^tur ^*tur"
        " signering* boksal* aperitif* leikar kulturinnslag* ^song allsong* morgontrim*"
        " morgonstrekk* *trim yoga* mottaking* ^*kveld opning_av_*utstilling* *morgonstrekk",
        "accommodation": "innlosjering* utsjekk* innkvartering* romfordeling* romnøklar"
        " utlevering_av_rom*",
        "other": "omvising* *omvising studiebesøk* *besøk utstilling* *utstilling ^fri$"
        " ^fri_kveld fritid* fri_til* ^slutt vel_heim god_tur* ferdig* eigentid* synfaring*"
        " *stands",
    },
    steps={
        "market": "idétorg* idetorg* idémarknad*",
        "remote": "skype* fjernbesøk* videobesøk* videomøte*",
        "showcase": "presenterer_seg kva_vi_har_fått_til kva_me_har_fått_til viser_fram",
        "inspiration": "inspirasjon* inspirer*",
        "threads": "tråd* trådane samlar_tråd*",
        "harvest": "oppsummering* oppsummer* haust hausting* kva_tek_vi_med* vegen_vidare",
        "evaluation": "evaluering* evaluer*",
        "writing": "endringsoppgåve* skriv* handlingsplan*",
        "plenary": "plenum* diskusjon*",
        "meal": "lunsj* *lunsj *middag* frukost* *frukost mat",
        "group": "gruppe* *grupper",
        "end": "slutt* avslutning* vel_heim god_tur* takk_for*",
    },
)
