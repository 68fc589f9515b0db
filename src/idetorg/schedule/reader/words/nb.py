"""Bokmål."""

from .shape import Words

NB = Words(
    code="nb",
    common="og ikke jeg hva hvem hvor fra til en et som med ved er det vi velkommen lunsj noe"
    " kaffe også ut vi på oppstart felles etter ukene avslutning åpning",
    weekdays=(
        "mandag* man.",
        "tirsdag* tirs. tir.",
        "onsdag* ons.",
        "torsdag* tors. tor.",
        "fredag* fre. fred.",
        "lørdag* lør. lørd.",
        "søndag* søn. sønd.",
    ),
    months=(
        "januar jan jan.",
        "februar feb feb. febr.",
        "mars mar.",
        "april apr apr.",
        "mai",
        "juni jun.",
        "juli jul.",
        "august aug aug.",
        "september sep sep. sept sept.",
        "oktober okt okt.",
        "november nov nov.",
        "desember des des.",
    ),
    day="dag",
    ordinals=("første", "andre", "tredje", "fjerde", "femte"),
    day_parts="morgen formiddag ettermiddag kveld natt",
    before_time="kl kl. klokka klokken fra ca ca. cirka om_lag omtrent rundt omkring etter",
    until="til",
    before_date="den d. på",
    noon="kl._12_middag",
    midnight="midnatt",
    minutes="min min. minutt minutter m",
    hours="t t. time timer",
    limit="senest til innen",
    programme="program programmet dagsprogram dagsorden agenda tidsplan timeplan møteplan"
    " kjøreplan dagens_program foreløpig_program program_for programmet_for",
    head_time="tid tidspunkt klokkeslett når kl kl. klokka dato dag",
    head_what="hva tema innhold aktivitet program tittel post programpost emne sak økt innlegg",
    head_who="hvem ansvarlig ansvar innleder innledere foredragsholder foredragsholdere ved v/ av"
    " leder",
    head_where="hvor sted rom lokale sal",
    deadline="frist* innen senest påmelding* påmeldingsfrist* avbestilling* avmelding* påmeldte"
    " publisert oppdatert endret skrevet lagt_ut pris priser faktura* før svarfrist* meld_deg_på"
    " registrer_deg",
    labels="sted tid dato når hvor pris priser kontakt kontaktperson kontaktpersoner påmelding"
    " påmeldingsfrist frist økonomi arrangør arrangører målgruppe overnatting spørsmål"
    " tid_og_sted sted_og_tid praktisk praktisk_informasjon kostnad deltakeravgift transport merk"
    " obs konferansier møteleder lenke adresse vertskap ansvarlig til kopi fra",
    footer="påmelding* kontakt* spørsmål_rettes ved_spørsmål pris* deltak*avgift med_forbehold"
    " vi_tar_forbehold vi_gleder_oss velkommen_til vel_møtt hjertelig_velkommen arrangør*"
    " arrangement* gratis det_er_gratis sted overnatting praktisk* last_ned les_mer del_på"
    " publisert* oppdatert* meld_deg* klikk* se_også hilsen med_vennlig_hilsen mvh frist*"
    " still_gjerne http* www*",
    by="v/ v. ved v",
    by_person="med m/ av",
    speaker_labels="innleder innledere innledning_ved foredragsholder foredragsholdere moderator"
    " moderatorer ordstyrer ordstyrere møteleder konferansier debattleder samtaleleder leder"
    " prosessleder prosessledere kursholder kursholdere kursleder ansvarlig ansvar deltakere"
    " medvirkende panel panelet fasilitator fasilitatorer presentert_av foreleser forelesere"
    " i_panelet referent vert verter",
    joiners="og samt sammen_med i_samtale_med i_dialog_med",
    house="fra i på ved hos for",
    about="om",
    roles="*sjef *sjefen *leder *lederen *rådgiver *rådgiveren *direktør *direktøren *minister"
    " *ministeren *ordfører *ordføreren *lærer *læreren *forsker *forskeren *bibliotekar"
    " *bibliotekaren *konsulent *konsulenten *koordinator *koordinatoren forfatter forfatteren"
    " *forfatter *professor *amanuensis *lektor *rektor rektoren *psykolog *lege *journalist"
    " *redaktør *skuespiller *musiker *konservator *arkivar *dekan *student *stipendiat"
    " *representant *ansvarlig *medarbeider *formann *råd statssekretær *politiker prest biskop"
    " sokneprest gründer *utvikler *arkitekt *designer *ingeniør *jurist *advokat *økonom"
    " *inspektør *veileder *pedagog *sekretær *kurator *kunstner *formidler *vaktmester nestleder"
    " varaordfører *spesialist *ekspert *foreleser *trener *fylkesmann statsforvalter *kaptein"
    " *illustratør *fotograf *regissør *oversetter *dirigent *organist *terapeut *sykepleier"
    " *medlem *tillitsvalgt *verneombud *styreleder *eier *bonde *kokk *vert *guide",
    groups="alle prosjekt* *bibliotekene *biblioteket *kommunen *kommunene *fylket"
    " *fylkeskommunen styret styrene *gruppa *gruppen *gruppene *deltakerne *elevene *elever"
    " *utvalget *nettverket *laget *sekretariatet *administrasjonen *departementet *direktoratet"
    " vertskapet arrangørene *partnerne *studentene *skolen *skolene *universitetet *museet"
    " *foreningen *forbundet *korpset *koret *rådet *teamet *ungdom* *barn*",
    organisations="*bibliotek *biblioteket *bibliotekene *kommune *kommunen *skole *skolen"
    " *hotell *hotel *hotellet *hus *huset *senter *senteret *universitet *universitetet"
    " *høgskole *høgskolen *høyskole *høyskolen *museum *museet *forening *foreningen *forbund"
    " *forbundet *lag *laget *råd *rådet *fylke *fylket *fylkeskommune *departement"
    " *departementet *direktorat *direktoratet *etaten *verket *banken *kirke *kirken *restaurant"
    " *kafé *kafe *kro *stua *scene *teater *teatret *teateret *galleri *arkiv *arkivet *avis"
    " *forlag *as institutt* *instituttet *stiftelsen *nettverk *nettverket *hjelpen *tjenesten"
    " *tjeneste region* *huset *kor *koret *korps *fjorden *stiftelse *avdelingen *avdeling *vgs"
    " *nav",
    rooms="*rom *rommet *sal *salen *auditorium *auditoriet *foajé *foajeen *foaje *kantine"
    " *kantina *kantinen *bibliotek *biblioteket *etasje etg etg. *gata *gate *veien *vei"
    " *plassen *torget *hotell *hotellet *scene *scenen *teams *zoom *kafé *kafeen *aula *aulaen"
    " *stua *hallen *hall *lokale *lokalet *kjelleren *loftet *resepsjon *resepsjonen *huset"
    " *kirke *kirka *kirken *skole *skolen inngang* *museet *bygget *salong *salongen *bygg"
    " *restaurant *restauranten *bar *baren uteområdet *museum",
    parallel="parallell* *parallelle* valgfri* valgbar* velg_mellom velg_én velg_en samtidig*"
    " etter_valg gruppesesjoner",
    tracks="parallell parallellsesjon spor sesjon workshop verksted gruppe rom alternativ økt løp"
    " seminar kurs bolk strøm",
    open_ends="fra og ved i på med for av til om eller som den det en et å samt hos mot",
    continued="forts forts. fortsetter fortsettelse fortsatt fortsetter_videre fortsetter_arbeidet",
    kinds={
        "transport": "avgang* avreise* ^buss ^bussen felles_buss buss_til buss_fra"
        " bussavgang* hjemreise* ankomst_med* ^ferge ^ferga ^fergen ^båt ^båten ^tog ^toget"
        " ^båttur_til ^transport *transport_til ^reise tilbakereise* utreise* *busstur* ^retur"
        " flybuss* hjemtur* avfart* transfer* busstransport ^vi_reiser ^vi_drar ^vi_går"
        " ^gange_til reise_til ^reiser_hjem forflytning* bussen_går *hurtigbåt ^fly",
        "meal": "*lunsj *lunsjen *middag festmiddag frokost *frokost kveldsmat *kveldsmat *buffet"
        " *buffé *måltid *måltidet *suppe grilling* *grilling brunsj brunch pizza *pizza taco"
        " *tapas matpause* *kveldsmåltid nattmat *servering felles_mat ^mat matservering"
        " *matservering nistemat bespisning",
        "break": "*pause *pausen *kaffe *kaffen ^te ^te_og kaffe/te/* ^kake *kaffepause*"
        " rundstykker beinstrekk* strekk ^luft lufting* ^frukt forfriskning* pustepause*"
        " *friminutt",
        "registration": "registrering* *registrering innregistrering* oppmøte* *oppmøte innsjekk*"
        " ankomst* ^påmelding innskriving* dørene_åpne* dørene_åpner dørene_åpnes frammøte*"
        " fremmøte* samling_ved* mottak_av* innmelding* samling_og*",
        "welcome": "velkommen* velkomst* åpning* *åpning innledning* *innledning hilsen* *hilsen"
        " hilsning* god_morgen oppstart* introduksjon* presentasjonsrunde* presentasjon_av_delt*"
        " presentasjon_av_alle bli_kjent* *ønsker_velkommen åpner_* navnerunde* dagen_i_dag*"
        " start_dag* start",
        "talk": "*foredrag *foredraget *forelesning* presentasjon* *kurs *kurset panel *panel"
        " paneldebatt* panelsamtale* seminar *seminar *seminarer informasjon* orientering*"
        " demonstrasjon* *innlegg *innlegget keynote* ^film kort_film debatt* *debatt *samtale"
        " nytt_fra* *presenterer* tema *forteller erfaringer_fra erfaringer* *intervju*"
        " innføring* lansering* *kåseri* eksempler_fra status* forfattermøte* *forfattermøte"
        " boktips* *opplesning",
        "group_work": "^gruppe gruppene *grupper ^i_gruppe gruppearbeid* *gruppearbeid"
        " gruppeoppgave* i_grupper workshop* *workshop *verksted *verkstedet *verksteder idétorg*"
        " idetorg* øvelse* *øvelse øvelser ^oppgave arbeidsøkt* planlegging* *jobber_sammen"
        " *jobber_med *arbeider_med bordrunde* kafédialog* *café verdenskafé* teamarbeid* i_team"
        " lagarbeid* samarbeidsøkt* vi_lager* arbeid_i* arbeid_med* gjør_vi_sammen egenarbeid*"
        " skriveøkt* erfaringsutveksling* erfaringsdeling* gruppediskusjon gruppesamtale"
        " praktisk_arbeid idédugnad* *dugnad summegruppe* rollespill*",
        "plenary": "oppsummering* *oppsummering i_plenum plenum* *plenum plenums* *avslutning"
        " avslutning* evaluering* *evaluering takk_for* takk_og* ^spørsmål og_spørsmål diskusjon*"
        " *diskusjon ordet_fritt *deling deling_* årsmøte* *årsmøte forhandling* prisutdeling*"
        " *prisutdeling utdeling* ^veien_videre konklusjon* avrunding* tilbakemelding*"
        " gruppene_legger_fram gruppene_presenterer framlegg* ordskifte* åpen_samtale* ^dialog"
        " vel_hjem_og* eventuelt ^valg tar_vi_med kåring* felles_diskusjon *generalforsamling"
        " landsmøte*",
        "social": "mingling* mingle* *mingling quiz* *quiz konsert* *konsert forestilling*"
        " *forestilling ^fest *fest ^dans$ ^dans_til ^dans_og underholdning* *underholdning"
        " spill* *spillkveld sosialt* *sosialt ^tur ^*tur turgåing* fjelltur* byvandring*"
        " signering* boksalg* *signering boksignering aperitif* *aperitiff leker kulturinnslag*"
        " *innslag ^musikk$ ^musikk_ved ^musikk_og ^levende_musikk ^sang allsang* ^*kveld"
        " nattkaf* morgentrim* morgenstrekk* *trim yoga* *yoga bading* badstu* leirbål* *bål"
        " mottakelse* *mottakelse lunsjkonsert* kveldskos* karaoke* velkomstdrink* *drink *revy"
        " *kino filmkveld* åpning_av_*utstilling* navnelek*",
        "accommodation": "innlosjering* utsjekk* innkvartering* romfordeling* innsjekking_på*"
        " nøkkelutdeling* romnøkler utlevering_av_rom*",
        "other": "omvisning* *omvisning studiebesøk* ^besøk *besøk utstilling* *utstilling ^fri$"
        " ^fri_kveld fritid* fri_til* ^slutt ^slutt_på vel_hjem god_tur* ferdig* egentid*"
        " til_egen_disposisjon befaring* vi_bryter_opp frist* stands *stands fotografering*"
        " *fotografering messe *messe bok*bord",
    },
    steps={
        "market": "idétorg* idetorg* idé-torg* idémarked* idemarked* ide-torg* idébørs*",
        "remote": "skype* *skype* fjernbesøk* videobesøk* videomøte* videosamtale* teams zoom"
        " på_skjerm via_skjerm over_nett",
        "showcase": "presenterer_seg *prosjektene_presenterer* hva_vi_har_fått_til fått_til"
        " viser_fram vise_fram prosjektpresentasjon* *presenterer_prosjekt* legger_fram_sitt"
        " prosjektene_viser* prosjektfremvisning*",
        "inspiration": "inspirasjon* inspirer* hente_idé* hente_ide*",
        "threads": "tråd* trådene samler_tråd*",
        "harvest": "oppsummering* oppsummer* høst* innhøsting* hva_tar_vi_med* veien_videre",
        "evaluation": "evaluering* evaluer* evalueringsskjema*",
        "writing": "endringsoppgave* skriv* handlingsplan* egen_plan",
        "plenary": "plenum* diskusjon* gruppene_legger_fram",
        "meal": "lunsj* *lunsj *middag* frokost* *frokost mat kveldsmat* *suppe*",
        "group": "gruppe* *grupper begynne_diskusjonen danne_grupper",
        "end": "slutt* avslutning* vel_hjem god_tur* takk_for*",
    },
)
