"""German."""

from .shape import Words

DE = Words(
    code="de",
    common="und der die das nicht ist mit von für im auf ein eine zu uhr begrüßung mittagspause"
    " wir am den zum zur dem",
    weekdays=(
        "montag* mo. mo",
        "dienstag* di. di",
        "mittwoch* mi. mi",
        "donnerstag* do. do",
        "freitag* fr. fr",
        "samstag* sonnabend* sa. sa",
        "sonntag* so.",
    ),
    months=(
        "januar jänner jan jan.",
        "februar feb feb.",
        "märz mär.",
        "april apr apr.",
        "mai",
        "juni jun.",
        "juli jul.",
        "august aug aug.",
        "september sep sep. sept.",
        "oktober okt okt.",
        "november nov nov.",
        "dezember dez dez.",
    ),
    day="tag",
    ordinals=("erster", "zweiter", "dritter", "vierter", "fünfter"),
    day_parts="morgen vormittag nachmittag abend nacht",
    before_time="um ab ca ca. circa etwa gegen von",
    until="bis",
    before_date="den der dem am",
    noon="mittag mittags 12_uhr_mittags",
    midnight="mitternacht",
    minutes="min min. minuten minute",
    hours="h std std. stunde stunden",
    limit="spätestens bis",
    programme="programm tagesprogramm ablauf zeitplan tagesordnung agenda programmablauf"
    " vorläufiges_programm programm_für",
    head_time="zeit uhrzeit wann uhr datum tag beginn ende",
    head_what="was thema inhalt aktivität programm titel programmpunkt veranstaltung",
    head_who="wer referent referentin referenten referentinnen leitung verantwortlich moderation",
    head_where="wo ort raum saal",
    deadline="anmeldeschluss* anmeldung* spätestens frist* veröffentlicht aktualisiert stand"
    " preis preise storn* vor melden bis_zum anmelden stand:",
    labels="ort zeit datum wann wo preis kosten kontakt ansprechpartner anmeldung veranstalter"
    " zielgruppe unterkunft fragen zeit_und_ort ort_und_zeit hinweis hinweise moderation adresse"
    " anreise teilnahmegebühr anmeldeschluss leitung tagungsort veranstaltungsort",
    footer="anmeldung* anmelde* kontakt* rückfragen* preis* kosten* änderungen* wir_freuen"
    " herzlich_willkommen veranstalter* kostenlos* ort unterkunft mehr_lesen veröffentlicht*"
    " stand mit_freundlichen* die_teilnahme* bitte* teilnahme* eintritt*",
    by="geleitet_von moderiert_von",
    by_person="von mit durch",
    speaker_labels="moderation moderator moderatorin referent referentin referenten referentinnen"
    " leitung vortrag_von impuls impulse podium gespräch_mit es_diskutieren sprecher sprecherin"
    " einführung_durch es_moderiert workshopleitung auf_dem_podium gast gäste gastgeber",
    joiners="und sowie gemeinsam_mit zusammen_mit im_gespräch_mit",
    house="von vom der des aus",
    about="über zu",
    roles="*leiter *leiterin *leitung *direktor *direktorin *minister *ministerin *bürgermeister"
    " *bürgermeisterin *lehrer *lehrerin *forscher *forscherin *bibliothekar *bibliothekarin"
    " *berater *beraterin *koordinator *koordinatorin *autor *autorin *professor *professorin"
    " prof prof. dr dr. *dozent *dozentin *psychologe *psychologin *journalist *journalistin"
    " *redakteur *redakteurin *schauspieler *schauspielerin *musiker *musikerin *kurator"
    " *kuratorin *vorsitzende *vorsitzender *vorsitzenden *präsident *präsidentin"
    " *geschäftsführer *geschäftsführerin *referent *referentin *sprecher *sprecherin"
    " *beauftragte *beauftragter *architekt *architektin *ingenieur *ingenieurin *künstler"
    " *künstlerin *trainer *trainerin *pfarrer *pfarrerin *bischof landrat landrätin *rat"
    " *sekretär *sekretärin *mitarbeiter *mitarbeiterin *studentin *student *pädagoge *pädagogin"
    " *dezernent *dezernentin *vorstand *experte *expertin",
    groups="alle *team teilnehmende *bibliothek vorstand",
    organisations="*bibliothek *bücherei *büchereien *gemeinde *stadt *schule *hochschule"
    " *universität *hotel *haus *zentrum *museum *verein *verband *verbandes *rat *ministerium"
    " *amt *kirche *restaurant *theater *galerie *archiv *verlag gmbh *institut *stiftung"
    " *akademie *landkreis *kreis *werkstatt *fachstelle *netzwerk *land *gesellschaft *stelle",
    rooms="*raum *saal *aula *foyer *mensa *kantine *bibliothek *bücherei *etage *geschoss *og"
    " *straße *str. *weg *platz *hotel *bühne *hörsaal *zimmer *halle *haus *kirche *schule"
    " *gasse *café *rathaus *museum *restaurant *terrasse",
    parallel="parallel* wahlweise* gleichzeitig* zur_wahl auswahl",
    tracks="ws parallelforum forum workshop session gruppe arbeitsgruppe ag raum panel track"
    " strang schiene parallelworkshop",
    open_ends="von und bei in im auf mit für zu zum zur der die das des den dem ein eine als oder"
    " am vom aus",
    continued="fortsetzung forts. fortgesetzt weiter_mit",
    kinds={
        "transport": "abfahrt* abreise* anreise* ^bus bus_nach busfahrt* rückfahrt* *_fahrt"
        " heimreise* rückreise* transfer* bustransfer* ^zug ^schiff* ^fähre",
        "meal": "mittagessen* *mittagessen mittagspause abendessen* *abendessen frühstück*"
        " *frühstück *buffet *büffet *imbiss mittagsimbiss* *essen ^suppe* *grillen brunch pizza"
        " mittagsbuffet* abendbrot*",
        "break": "*pause *kaffee ^tee *kaffeepause ^kuchen kaffee* *stehkaffee",
        "registration": "registrierung* *registrierung ^anmeldung* ankunft* ankommen* einlass*"
        " check-in empfang_der* eintreffen*",
        "welcome": "begrüßung* *begrüßung eröffnung* *eröffnung grußwort* *grußwort *grußworte"
        " einführung* *einführung willkommen* guten_morgen vorstellungsrunde* kennenlern*"
        " *auftakt auftakt* einleitung* *einstieg",
        "talk": "*vortrag *vorträge präsentation* *kurs podium* *podiumsgespräch"
        " *podiumsdiskussion seminar* *seminar information* *demonstration keynote film *referat"
        " impuls* *impuls *lesung *gespräch praxisbericht* *bericht fachvortrag* *vorstellung"
        " eröffnungsvortrag* interview* neues_aus*",
        "group_work": "^gruppe ^gruppen *gruppen arbeitsgruppe* gruppenarbeit* workshop*"
        " *workshop *workshops übung* *übung ideenmarkt* ^planung* in_gruppen kleingruppe*"
        " *arbeitsphase world_café* ^werkstatt* *werkstätten thementische* praxisphase*",
        "plenary": "zusammenfassung* *zusammenfassung plenum* *plenum im_plenum abschluss*"
        " *abschluss schlusswort* *schlusswort verabschiedung* *verabschiedung auswertung*"
        " evaluation* ^fragen und_fragen diskussion* *diskussion aussprache*"
        " mitgliederversammlung* feedback* preisverleihung* ausblick* fazit* *versammlung"
        " ergebnisse* resümee*",
        "social": "empfang* *empfang konzert* *konzert ^fest *fest ^tanz$ ^feier* *feier ^spiel*"
        " *spieleabend quiz* spaziergang* *spaziergang ^musik$ ^*abend sektempfang* get-together*"
        " geselliges* gemütlich* *ausklang ausklang* umtrunk*",
        "accommodation": "zimmerbezug* *check-out zimmerverteilung*",
        "other": "führung* *führung *rundgang besichtigung* *besichtigung ausstellung*"
        " *ausstellung freizeit* zur_freien* ^ende ^schluss gute_heimreise exkursion* *exkursion"
        " markt_der*",
    },
    steps={
        "market": "ideenmarkt* *ideenmarkt",
        "remote": "skype* videobesuch* videoschaltung*",
        "showcase": "stellen_sich_vor projekte_stellen*",
        "inspiration": "inspiration* anregung*",
        "threads": "fäden roter_faden",
        "harvest": "zusammenfassung* ergebnisse* ernte*",
        "evaluation": "evaluation* auswertung*",
        "writing": "veränderungsaufgabe*",
        "plenary": "plenum* diskussion*",
        "meal": "mittagessen* abendessen* frühstück*",
        "group": "gruppe* *gruppen",
        "end": "ende abschluss* verabschiedung* schluss",
    },
)
