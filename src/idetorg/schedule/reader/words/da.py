"""Danish: what differs from Bokmål, which is read along with it."""

from .shape import Words

DA = Words(
    code="da",
    common="og ikke jeg hvad hvem hvor fra til en et som med ved er det vi velkommen noget af"
    " mødet holdes tilmelding åbning deltagerne kl. opsamling morgenmad nogle tak oplæg velkomst"
    " formand hos bliver efter læsning",
    weekdays=(
        "mandag* man.",
        "tirsdag* tirs. tir.",
        "onsdag* ons.",
        "torsdag* tors. tor.",
        "fredag* fre.",
        "lørdag* lør. lørd.",
        "søndag* søn. sønd.",
    ),
    months=(
        "januar jan jan.",
        "februar feb feb.",
        "marts mar.",
        "april apr apr.",
        "maj",
        "juni jun.",
        "juli jul.",
        "august aug aug.",
        "september sep sep. sept.",
        "oktober okt okt.",
        "november nov nov.",
        "december dec dec.",
    ),
    day="dag",
    ordinals=("første", "anden", "tredje", "fjerde", "femte"),
    day_parts="morgen formiddag eftermiddag aften nat",
    before_time="kl kl. klokken fra ca ca. cirka omkring",
    until="til",
    before_date="den d.",
    noon="kl._12_middag",
    midnight="midnat",
    minutes="min min. minut minutter",
    hours="t t. time timer",
    limit="senest til inden",
    programme="program programmet dagsorden tidsplan dagens_program foreløbigt_program program_for",
    head_time="tid tidspunkt hvornår kl dato dag",
    head_what="hvad tema indhold aktivitet program titel punkt emne",
    head_who="hvem ansvarlig oplægsholder oplægsholdere ved af",
    head_where="hvor sted lokale sal",
    deadline="frist* inden senest tilmelding* tilmeldingsfrist* afbud* udgivet opdateret ændret"
    " pris priser faktura* før",
    labels="sted tid dato hvornår hvor pris kontakt kontaktperson tilmelding frist økonomi"
    " arrangør arrangører målgruppe overnatning spørgsmål tid_og_sted praktisk"
    " praktisk_information ordstyrer mødeleder adresse",
    footer="tilmelding* kontakt* spørgsmål_til pris* med_forbehold vi_tager_forbehold"
    " vi_glæder_os velkommen_til vel_mødt arrangør* gratis det_koster* sted overnatning praktisk*"
    " læs_mere udgivet* opdateret* tilmeld* se_også venlig_hilsen med_venlig_hilsen",
    by="v/ v. ved",
    by_person="med m/ af",
    speaker_labels="oplægsholder oplægsholdere moderator ordstyrer mødeleder debatleder"
    " foredragsholder foredragsholdere underviser undervisere ansvarlig panel deltagere"
    " facilitator facilitatorer oplæg_ved præsenteret_af",
    joiners="og samt sammen_med i_samtale_med",
    house="fra i på ved hos for",
    about="om",
    roles="*chef *chefen *leder *lederen *rådgiver *direktør *direktøren *minister *borgmester"
    " *borgmesteren *lærer *forsker *bibliotekar *konsulent *konsulenten *koordinator forfatter"
    " *forfatter *professor *lektor *rektor *psykolog *læge *journalist *redaktør *skuespiller"
    " *musiker *inspektør *arkivar *student *ph.d.-studerende *repræsentant *ansvarlig"
    " *medarbejder *formand *formanden *udvikler *arkitekt *designer *ingeniør *jurist *advokat"
    " *økonom *vejleder *pædagog *sekretær *kurator *kunstner *formidler *politiker præst biskop"
    " *provst *specialist *ekspert *træner *medlem *ejer godsejer *kok *vært",
    groups="alle projekt* *bibliotekerne *biblioteket *kommunen *kommunerne bestyrelsen *gruppen"
    " *grupperne *deltagerne *elever *netværket værterne *skolen *museet *foreningen *koret",
    organisations="*bibliotek *biblioteket *bibliotekerne *kommune *kommunen *skole *skolen"
    " *hotel *hotellet *hus *huset *center *centret *universitet *museum *museet *forening"
    " *foreningen *forbund *forbundet *råd *rådet *styrelsen *ministeriet *kirke *restaurant"
    " *teater *galleri *arkiv *forlag *aps institut* *netværk *fond *region*",
    rooms="*lokale *lokalet *sal *salen *auditorium *foyer *foyeren *kantine *kantinen"
    " *biblioteket *bibliotek *etage sal *gade *gaden *vej *vejen *torv *torvet *hotellet *scene"
    " *scenen *aula *hal *hallen *huset *kirken *skolen mødelokale* *rum *rummet",
    parallel="parallel* valgfri* vælg_mellem vælg_en samtidig*",
    tracks="parallel spor session workshop værksted gruppe lokale track",
    open_ends="fra og ved i på med for af til om eller som den det en et at samt hos mod",
    continued="forts forts. fortsat fortsætter fortsættelse",
    kinds={
        "transport": "afgang* afrejse* ^bus ^bussen bus_til bus_fra hjemrejse* ^færge"
        " ^færgen ^båd ^tog ^toget ^rejse tilbagerejse* udrejse* bustransport* transport*",
        "meal": "*frokost *frokosten *middag *middagen morgenmad* *morgenmad aftensmad*"
        " *aftensmad *buffet *måltid *suppe *grill brunch pizza ^mad natmad*",
        "break": "*pause *pausen *kaffe *kaffen ^te ^kage ^frugt",
        "registration": "registrering* *registrering indregistrering* tjek-ind* ankomst*"
        " indskrivning* check-in* dørene_åbner dørene_åbnes fremmøde* modtagelse_af*",
        "welcome": "velkomst* velkommen* åbning* *åbning indledning* *indledning hilsen*"
        " godmorgen god_morgen opstart* introduktion* præsentationsrunde* *byder_velkommen",
        "talk": "*foredrag *foredraget *forelæsning* præsentation* *kursus panel paneldebat*"
        " seminar *seminar information* orientering* demonstration* oplæg* *oplæg keynote ^film"
        " kort_film debat* *debat *samtale nyt_fra* *præsenterer* tema *fortæller erfaringer*",
        "group_work": "^gruppe ^grupper *grupper grupperne gruppearbejde* i_grupper workshop*"
        " *workshop værksted* *værksted idétorv* øvelse* *øvelse ^opgave planlægning* bordrunde*"
        " *arbejder_sammen erfaringsudveksling* cafédialog*",
        "plenary": "opsamling* *opsamling opsummering* i_plenum plenum* *afslutning afslutning*"
        " afrunding* evaluering* tak_for* spørgsmål* diskussion* *diskussion ordet_er_frit"
        " fælles_debat generalforsamling* *generalforsamling årsmøde* *årsmøde forhandling*"
        " prisoverrækkelse* prisuddeling* ^vejen_videre eventuelt",
        "social": "mingling* quiz* *quiz koncert* *koncert forestilling* ^fest *fest ^dans$"
        " ^dans_til underholdning* spil* *spilaften socialt* ^tur ^*tur gåtur* vandretur*"
        " signering* kulturindslag* fællessang* ^sang ^*aften morgengymnastik* yoga* reception*"
        " hygge* natcafé*",
        "accommodation": "indkvartering* udtjekning* tjek-ud* værelsesfordeling*",
        "other": "rundvisning* *rundvisning studiebesøg* *besøg udstilling* *udstilling ^fri$"
        " fritid* fri_til* ^slut kom_godt_hjem farvel egentid* boder",
    },
    steps={
        "market": "idétorv* idétorg* idémarked*",
        "remote": "skype* videobesøg* videomøde*",
        "showcase": "præsenterer_sig viser_frem",
        "inspiration": "inspiration* inspirer*",
        "threads": "tråd* trådene samler_tråd*",
        "harvest": "opsamling* opsummering* høst*",
        "evaluation": "evaluering*",
        "writing": "forandringsopgave* handlingsplan*",
        "plenary": "plenum* diskussion*",
        "meal": "frokost* *middag* morgenmad* mad",
        "group": "gruppe* *grupper",
        "end": "slut afslutning* tak_for* kom_godt_hjem",
    },
)
