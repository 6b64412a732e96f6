"""The made-up leaders of the pretend campaign: who they are, what was found, what was said; English, then Spanish."""

from dataclasses import dataclass

Text = tuple[str, str]

CAMPAIGN: Text = ("Riverside Without Fear", "Riverside sin miedo")
TOWN = "Riverside"
ABOUT: Text = (
    "Neighbors who look after each other, so that nobody here is afraid to go to work, to school or to pray.",
    "Vecinas y vecinos que se cuidan, para que nadie aquí tenga miedo de ir al trabajo, a la escuela o a rezar.",
)
ABOUT_NOT: Text = (
    "We back no party and no candidate, and we do not ask anybody for their papers.",
    "No apoyamos a ningún partido ni candidatura, y no le pedimos papeles a nadie.",
)


@dataclass(frozen=True, slots=True)
class Leader:
    """Somebody to win, as they are written down; found is what is known of them: question, note, source."""

    kind: str
    name: str
    role: Text
    place: Text
    found: tuple[tuple[str, Text, str], ...] = ()
    asker: str = ""  # who knows them, by key


# Every name, place and address is invented; .example is an ending that nobody can own.
DANA = Leader(
    "official",
    "Dana Whitlock",
    ("Council member", "Concejala"),
    ("District 4", "Distrito 4"),
    (
        (
            "votes",
            ("Voted for the language line at city hall", "Votó por la línea de idiomas del ayuntamiento"),
            "https://council.riverside.example/minutes/0312",
        ),
        (
            "words",
            (
                "“A city that is afraid does not call for help”, at the budget meeting",
                "«Una ciudad con miedo no pide ayuda», en la reunión del presupuesto",
            ),
            "https://riversidevoice.example/budget-night",
        ),
        ("allies", ("Votes with Ortega and Lind on housing", "Vota con Ortega y Lind en vivienda"), "council minutes"),
    ),
    "sam",
)
UNION = Leader(
    "civic",
    "Nora Lind",
    ("Coordinator", "Coordinadora"),
    ("Riverside Tenants’ Union", "Riverside Tenants’ Union"),
    (
        (
            "programs",
            ("A clinic on rents every Thursday evening", "Una consulta sobre alquileres cada jueves por la tarde"),
            "https://tenants.riverside.example",
        ),
    ),
)
RUTH = Leader(
    "faith",
    "Ruth Amaya",
    ("Pastor", "Pastora"),
    ("Grace Chapel", "Capilla de la Gracia"),
    (
        (
            "sermons",
            (
                "Preached in October on the stranger at the gate",
                "Predicó en octubre sobre el extranjero a la puerta",
            ),
            "https://gracechapel.example/sermons/october",
        ),
        (
            "programs",
            ("Runs the food table on Tuesdays", "Lleva la mesa de alimentos de los martes"),
            "https://gracechapel.example/week",
        ),
        (
            "says_who",
            ("A council of seven decides with her", "Decide con un consejo de siete personas"),
            "https://gracechapel.example/about",
        ),
    ),
    "ana",
)
VEGA = Leader(
    "faith",
    "Tomás Vega",
    ("Priest", "Párroco"),
    ("Santa Clara", "Santa Clara"),
    (
        (
            "stands",
            (
                "The parish hung a banner of welcome in spring",
                "La parroquia puso en primavera un cartel de bienvenida",
            ),
            "https://santaclara.example/news",
        ),
    ),
    "ana",
)
NASSER = Leader(
    "faith",
    "Karim Nasser",
    ("Imam", "Imán"),
    ("Harbor Road Mosque", "Mezquita de Harbor Road"),
    (
        (
            "sisters",
            ("Holds the winter meal together with Santa Clara", "Organiza la comida de invierno con Santa Clara"),
            "https://harborroad.example/meal",
        ),
    ),
    "malik",
)
LUZ = Leader(
    "business",
    "Luz Herrera",
    ("Owner", "Dueña"),
    ("Panadería Luz", "Panadería Luz"),
    (
        (
            "gives",
            ("Gives bread to the school fair every year", "Dona pan a la feria de la escuela cada año"),
            "https://riversidevoice.example/school-fair",
        ),
    ),
    "joy",
)
HARDWARE = Leader(
    "business", "Bill Sorensen", ("Owner", "Dueño"), ("Hilltop Hardware", "Hilltop Hardware"), asker="malik"
)
PARK = Leader(
    "civic",
    "Elena Park",
    ("Chief", "Jefa"),
    ("Fire station 3", "Estación de bomberos 3"),
    (
        (
            "words",
            (
                "“We help whoever calls, and ask nothing”, open day",
                "«Ayudamos a quien llame, sin preguntar nada», día de puertas abiertas",
            ),
            "https://riversidevoice.example/open-day",
        ),
    ),
)
COLLEGE = Leader(
    "school",
    "Joyce Okafor",
    ("Dean", "Decana"),
    ("Riverside Community College", "Riverside Community College"),
    (
        (
            "police",
            (
                "The rule for visits by police dates from 2009",
                "La norma sobre visitas de la policía es de 2009",
            ),
            "https://college.riverside.example/rules",
        ),
    ),
    "sam",
)
STUDENTS = Leader(
    "student",
    "Maya Torres",
    ("Speaker", "Vocera"),
    ("Students for Riverside", "Students for Riverside"),
    (
        (
            "record",
            ("Won longer library hours last year", "El año pasado logró más horas de biblioteca"),
            "https://college.riverside.example/paper",
        ),
    ),
)

SAID: dict[str, Text] = {
    "dana.letter": (
        "Sent the letter to her office, and called a day later",
        "Carta enviada a su oficina, y llamada un día después",
    ),
    "dana.no": (
        "The office says that there is no time before the election",
        "La oficina dice que no hay tiempo antes de las elecciones",
    ),
    "union.yes": (
        "I go to their clinic on Thursdays, and can ask Nora",
        "Voy los jueves a su consulta y puedo preguntarle a Nora",
    ),
    "hall": ("Parish hall, side door", "Salón parroquial, puerta lateral"),
    "station": ("Fire station 3, upstairs", "Estación de bomberos 3, piso de arriba"),
    "campus": ("Orchard Campus, room 12", "Campus del Huerto, aula 12"),
    "chapel": ("Grace Chapel, the kitchen", "Capilla de la Gracia, la cocina"),
    "coffee": ("Panadería Luz", "Panadería Luz"),
    "ask": (
        "Will you sign on, in your own name and for the house?",
        "¿Se suma, en su nombre y en el de la casa?",
    ),
    "ask.campus": ("Will the college stand up in public?", "¿Dará la cara la escuela en público?"),
    "step": ("A talk with the council before the end of the month", "Una charla con el consejo antes de fin de mes"),
    "first": (
        "Nobody should be afraid of the door of a house of worship.",
        "Nadie debería tener miedo de la puerta de una casa de oración.",
    ),
    "second": (
        "When you speak, people find courage who would never come to a rally.",
        "Cuando ustedes hablan, se anima gente que nunca iría a una marcha.",
    ),
    "first.campus": ("Nobody can learn while afraid.", "Nadie puede aprender con miedo."),
    "second.campus": (
        "It is easier to decide now than at the gate.",
        "Es más fácil decidirlo ahora que en la puerta.",
    ),
    "thanks": (
        "The food table, where everybody is asked for their name and nothing else",
        "La mesa de alimentos, donde a cada quien solo se le pregunta su nombre",
    ),
    "thanks.source": ("https://gracechapel.example/week", "https://gracechapel.example/week"),
    "win": (
        "The chapel lives what it preaches, on its own street",
        "La capilla vive lo que predica, en su propia calle",
    ),
    "fact": (
        "Attendance at the food table fell by a third in September",
        "En septiembre vino un tercio menos de gente a la mesa de alimentos",
    ),
    "fact.source": ("https://riversidevoice.example/food-table", "https://riversidevoice.example/food-table"),
    "no": ("“Our members are divided about this.”", "«Nuestra gente está dividida en esto.»"),
    "no.reply": (
        "Most are. May we come to a small group and listen to every side?",
        "Como en casi todas partes. ¿Podemos ir a un grupo pequeño y escuchar a todos?",
    ),
    "vega.plan": ("Yes, he gave us more time than agreed", "Sí, nos dio más tiempo del acordado"),
    "vega.reached": (
        "He signs on, and tells the parish on Sunday",
        "Se suma, y se lo cuenta a la parroquia el domingo",
    ),
    "vega.next": ("Bring him the text to sign", "Llevarle el texto para firmar"),
    "vega.learned": (
        "He wants to hear from young people first",
        "Quiere escuchar primero a la gente joven",
    ),
    "vega.step": ("Bring Father Vega the text to sign", "Llevarle al padre Vega el texto para firmar"),
    "vega.note": ("Grateful for the visit", "Agradecido por la visita"),
    "park.plan": ("Almost: we forgot to say who keeps time", "Casi: olvidamos decir quién cuida el tiempo"),
    "park.reached": (
        "Warm, but she has to ask the city what she may sign",
        "Cercana, pero tiene que preguntar a la ciudad qué puede firmar",
    ),
    "park.next": ("Ask whether she signs as a person", "Preguntar si firma como persona"),
    "park.learned": (
        "Begin with what the crew sees, not with what we want",
        "Empezar por lo que ve el equipo, no por lo que queremos",
    ),
    "nasser.no": (
        "Not while he stands alone; perhaps once Santa Clara is in",
        "No mientras esté solo; quizás cuando entre Santa Clara",
    ),
    "hardware.no": ("Thanks us, and wishes not to be asked again", "Nos agradece, y prefiere que no le insistamos"),
    "luz.visit": ("Bought bread, left the page about us", "Compramos pan y dejamos la hoja sobre nosotros"),
    "luz.says": (
        "Whoever buys my bread should get home safe.",
        "Quien compra mi pan debería llegar bien a su casa.",
    ),
    "ruth.yes": ("She looks forward to it, and brings two from the council", "Le alegra, y trae a dos del consejo"),
}
