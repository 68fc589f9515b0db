"""English."""

from .shape import Words

EN = Words(
    code="en",
    common="the and of to in for is are with on at from we our please will lunch break welcome"
    " what how who session day",
    weekdays=(
        "monday* mon mon.",
        "tuesday* tue tue. tues tues.",
        "wednesday* wed wed.",
        "thursday* thu thu. thur thurs thurs.",
        "friday* fri. fri",
        "saturday* sat sat.",
        "sunday* sun sun.",
    ),
    months=(
        "january jan jan.",
        "february feb feb.",
        "march mar mar.",
        "april apr apr.",
        "may",
        "june jun jun.",
        "july jul jul.",
        "august aug aug.",
        "september sep sep. sept sept.",
        "october oct oct.",
        "november nov nov.",
        "december dec dec.",
    ),
    day="day",
    ordinals=("first", "second", "third", "fourth", "fifth"),
    day_parts="morning afternoon evening night am pm",
    before_time="at from about around approx approx. circa ca ca. c. starting by",
    until="to until till",
    before_date="the on",
    noon="noon 12_noon midday",
    midnight="midnight",
    minutes="min min. mins minute minutes",
    hours="h hr hrs hour hours",
    limit="latest by until",
    programme="program programme schedule agenda timetable preliminary_program"
    " preliminary_programme provisional_programme programme_for program_for draft_programme",
    head_time="time when date day start end",
    head_what="what topic content activity session title item event subject description",
    head_who="who speaker speakers presenter presenters lead leader facilitator responsible chair",
    head_where="where place room venue location",
    deadline="deadline* before register registration_closes registration_by published updated"
    " posted after until price prices fee fees early_bird cancel* no_later by rsvp due edited",
    labels="place time date when where price fee cost contact venue location registration"
    " deadline organiser organizer organisers organizers hosts host audience accommodation"
    " questions time_and_place note dress_code cost chair address parking sponsors",
    footer="registration* contact* questions* price* fee* subject_to_change please"
    " we_look_forward see_you venue parking accommodation read_more published* updated* register*"
    " all_times* organised_by organized_by sponsored* free_of_charge hosted_by copyright* ©*",
    by="led_by presented_by chaired_by hosted_by facilitated_by moderated_by",
    by_person="by with",
    speaker_labels="moderator moderators facilitator facilitators speaker speakers chair"
    " presenter presenters host hosts panel panelists panellists panelist led_by leader leaders"
    " keynote_speaker instructor instructors trainer discussant respondent convenor introduced_by",
    joiners="and together_with along_with in_conversation_with",
    house="from of at for",
    about="on about",
    roles="cllr rev sir dame *director *manager *head *officer *adviser *advisor *minister mayor"
    " *teacher *researcher librarian *librarian *consultant *coordinator *co-ordinator author"
    " writer professor prof *lecturer *principal *psychologist doctor *journalist *editor actor"
    " musician *curator archivist dean *student fellow *representative *chair *chairman"
    " *chairwoman *chairperson *president *secretary *politician priest bishop founder co-founder"
    " *developer *architect *designer *engineer *lawyer *economist *inspector *trainer *coach"
    " *artist *leader *specialist *expert *ceo *cto *chief *treasurer councillor senator"
    " storyteller illustrator *associate *analyst *strategist *planner",
    groups="all everyone everybody *team staff board participants students committee",
    organisations="*library *libraries council *school *college university *museum *hotel centre"
    " center institute *association *society *trust foundation *church *restaurant theatre"
    " theater gallery archive *archives press ltd inc agency department ministry *network"
    " services service *house *group hospital academy union county city borough partnership works"
    " consulting lab labs studio office",
    rooms="room *room hall *hall auditorium foyer lobby canteen cafeteria library floor street"
    " *street road avenue hotel stage theatre theater lounge ballroom *house church school"
    " terrace garden bar restaurant zoom teams atrium studio suite gym gymnasium chapel café cafe",
    parallel="parallel* concurrent* breakout_sessions breakout* choose_from choose_one optional"
    " simultaneous*",
    tracks="ws parallel track session workshop stream group room breakout strand option panel",
    open_ends="from and at in on with for of to by or the a an as into",
    continued="continued cont cont. continues (cont.) resumes",
    kinds={
        "transport": "departure* depart* ^bus ^coach ^coaches bus_to bus_from coach_to ^ferry"
        " ^boat ^train ^travel* transfer* ^journey* shuttle* *shuttle arrive_by ^return_to",
        "meal": "*lunch *luncheon *dinner breakfast *breakfast supper *supper *buffet *meal"
        " brunch pizza barbecue bbq banquet",
        "break": "*break coffee *coffee ^tea *tea_break afternoon_tea morning_tea refreshments"
        " ^cake stretch* intermission recess",
        "registration": "registration* *registration check-in arrival* doors_open sign-in arrive*"
        " gathering",
        "welcome": "welcome* *welcome opening* *opening introduction* introductions greetings"
        " good_morning kick-off* kickoff* icebreaker* ice-breaker* orientation opening_remarks",
        "talk": "*talk talks *lecture lectures presentation* *presentations course* panel* *panel"
        " seminar* *seminar information* demonstration* ^demo keynote* *keynote film *screening"
        " *briefing debate* ^reading *interview news_from case_stud* training* *training"
        " lightning* masterclass* tutorial* webinar*",
        "group_work": "^group group_work ^groups workshop* *workshop exercise* *exercise *clinics"
        " clinic team_work teamwork ^planning *planning_session idea_market* world_café*"
        " world_cafe* breakout* hands-on* roundtable* round-table* round_table* table_discussion*"
        " small_group* brainstorm* hackathon* working_session*",
        "plenary": "summary ^summing* wrap-up* wrap_up* plenary* *plenary closing* *closing"
        " ^close evaluation* feedback* ^thanks thank_you ^questions questions_and* q&a q_&_a"
        " discussion* *discussion award* awards annual_general* agm annual_meeting* *ceremony"
        " report_back* reporting_back* conclusion* concluding* reflections ^next_steps"
        " negotiation* open_floor business_meeting*",
        "social": "mingl* quiz* concert* *concert ^show talent_show party *party ^games"
        " games_night social* reception* *reception dance* dancing ^walk walk_to *_walk drinks"
        " *signing ^music$ live_music entertainment karaoke yoga happy_hour ^networking*"
        " campfire* cocktail* bonfire* stargazing*",
        "accommodation": "check-out checkout hotel_check-in ^rooms *accommodation check_out",
        "other": "tour ^tours *tour ^visit* *visit ^exhibition* *exhibition free_time ^end"
        " ^finish safe_journey safe_travels adjourn* exhibits poster_session* free_afternoon*"
        " ends",
    },
    steps={
        "market": "idea_market* idea_fair*",
        "remote": "skype* remote_visit* video_visit* video_call*",
        "showcase": "showcase* show_and_tell projects_present*",
        "inspiration": "inspiration* inspir*",
        "threads": "threads gather_the_threads*",
        "harvest": "summary ^summing* harvest* wrap-up*",
        "evaluation": "evaluation* feedback*",
        "writing": "change_task* action_plan*",
        "plenary": "plenary* discussion*",
        "meal": "*lunch *dinner *breakfast *supper",
        "group": "group* groups",
        "end": "end closing* finish thank_you",
    },
)
