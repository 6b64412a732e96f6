"""The page's own words, in both languages."""

from dataclasses import dataclass

# English, then Spanish, by key
TEXTS: dict[str, tuple[str, str]] = {
    "title": ("TocToc rehearsal", "Ensayo de TocToc"),
    "skip": ("Skip to the message box", "Ir al cuadro de mensajes"),
    "busy": ("One moment …", "Un momento…"),
    # ---- first visit ----
    "welcome.title": ("A pretend team, and you are all of it", "Un equipo de mentira, y tú eres todo el equipo"),
    "welcome.what": (
        "This page stands in for Discord: a made-up team with the real TocToc in it, on this machine only.",
        "Esta página hace las veces de Discord: un equipo inventado con el TocToc de verdad, solo en esta máquina.",
    ),
    "welcome.who": (
        "You begin as Rosa, the organizer; whenever you like, become somebody else in the list of people.",
        "Empiezas como Rosa, la organizadora; cuando quieras, cambia de persona en la lista de la gente.",
    ),
    "welcome.first": (
        "Type /setup to begin, then plan a canvass and let the others sign up; or begin where others already are.",
        "Escribe /setup para empezar; después planea un recorrido para los demás; o empieza donde otros ya van.",
    ),
    "welcome.start": ("Start with /setup", "Empezar con /setup"),
    "welcome.campaign": ("Show me a campaign in full swing", "Ver una campaña en marcha"),
    "welcome.close": ("Close this note", "Cerrar esta nota"),
    # ---- places ----
    "places.label": ("Channels", "Canales"),
    "places.pretend": ("pretend team", "equipo de mentira"),
    "places.events": ("Events", "Eventos"),
    "places.channels": ("Channels", "Canales"),
    "places.unread": ("unread", "sin leer"),
    "places.pings": ("{count} for you", "{count} para ti"),
    # ---- messages ----
    "feed.label": ("Messages", "Mensajes"),
    "feed.earlier": ("Show earlier messages", "Mostrar mensajes anteriores"),
    "feed.empty.channel": (
        "Nothing here yet. Type a message, or / for what TocToc can do.",
        "Todavía no hay nada. Escribe un mensaje, o / para ver lo que TocToc sabe hacer.",
    ),
    "feed.empty.dm": (
        "TocToc has not written to you yet.",
        "TocToc aún no te ha escrito.",
    ),
    "message.by": ("Message from {name}", "Mensaje de {name}"),
    "message.app": ("APP", "APP"),
    "message.used": ("used", "usó"),
    "message.private": ("Only you can see this", "Solo tú puedes ver esto"),
    "message.thinking": ("TocToc is thinking …", "TocToc está pensando…"),
    "message.edited": ("(edited)", "(editado)"),
    "message.open_thread": ("Open thread ›", "Abrir hilo ›"),
    "message.started_thread": ("started a thread:", "abrió un hilo:"),
    "message.pinned": ("pinned a message here.", "fijó un mensaje aquí."),
    "message.menu": ("More about this message", "Más sobre este mensaje"),
    "message.dismiss": ("Dismiss message", "Descartar mensaje"),
    "message.delete": ("Delete message", "Borrar mensaje"),
    "message.picture": ("Picture", "Imagen"),
    "message.download": ("Download", "Descargar"),
    # ---- message box ----
    "composer.label": ("Message, or / for a command", "Mensaje, o / para un comando"),
    "composer.placeholder": ("Message {place}, or / for commands", "Mensaje para {place}, o / para comandos"),
    "composer.commands": ("Show the commands", "Mostrar los comandos"),
    "composer.send": ("Send", "Enviar"),
    "composer.run": ("Run", "Ejecutar"),
    "composer.unknown": ("There is no such command here.", "Aquí no existe ese comando."),
    "notice.unanswered": (
        "The application did not respond. The log says why.",
        "La aplicación no respondió. El registro dice por qué.",
    ),
    "notice.gone": ("That message is gone.", "Ese mensaje ya no está."),
    "notice.hidden": ("You cannot see that place.", "No puedes ver ese lugar."),
    # ---- fields ----
    "form.required": ("required", "obligatorio"),
    "form.missing": ("This is needed.", "Esto hace falta."),
    "form.number": ("This must be a number.", "Tiene que ser un número."),
    "form.min_length": ("At least {limit} characters.", "Al menos {limit} caracteres."),
    "form.max_length": ("At most {limit} characters.", "Como mucho {limit} caracteres."),
    "form.min_value": ("At least {limit}.", "Al menos {limit}."),
    "form.max_value": ("At most {limit}.", "Como mucho {limit}."),
    "form.count": ("Choose {least} to {most}.", "Elige de {least} a {most}."),
    "form.true": ("Yes", "Sí"),
    "form.false": ("No", "No"),
    "form.cancel": ("Cancel", "Cancelar"),
    "form.submit": ("Submit", "Enviar"),
    "form.failed": ("Something went wrong. Try again.", "Algo salió mal. Inténtalo de nuevo."),
    "pick.placeholder": ("Make a choice", "Elige"),
    "files.choose": ("Choose a file", "Elegir un archivo"),
    "files.none": ("No file yet", "Ningún archivo todavía"),
    "files.large": ("That file is larger than 10 MB.", "Ese archivo pesa más de 10 MB."),
    # ---- people ----
    "people.label": ("People, clock and trouble", "Gente, reloj y problemas"),
    "people.label_as": ("You are {name}. People, clock and trouble", "Eres {name}. Gente, reloj y problemas"),
    "crew.title": ("You are", "Eres"),
    "crew.language": ("{name}'s Discord", "El Discord de {name}"),
    "crew.dms": ("{name} takes direct messages", "{name} acepta mensajes directos"),
    "crew.closed": ("Direct messages closed", "Mensajes directos cerrados"),
    "crew.menu": ("{command}: {name}", "{command}: {name}"),
    "part.owner": ("Owns the server", "Dueña del servidor"),
    "part.organizer": ("Organizer", "Organizadora"),
    "part.captain": ("Captain", "Capitán"),
    "part.spanish": ("Volunteer, reads Spanish", "Voluntaria, lee en español"),
    "part.closed": ("Volunteer, closed DMs", "Voluntario, con los MD cerrados"),
    "part.newcomer": ("Volunteer, new to Discord", "Voluntaria, nueva en Discord"),
    "part.volunteer": ("Volunteer", "Voluntario"),
    # ---- clock ----
    "clock.title": ("Clock", "Reloj"),
    "clock.hour": ("+1 h", "+1 h"),
    "clock.morning": ("Tomorrow 9:00", "Mañana a las 9:00"),
    "clock.due": ("Next reminder", "Próximo recordatorio"),
    "clock.choose": ("Day and time to go to", "Día y hora a los que ir"),
    "clock.go": ("Go", "Ir"),
    "clock.none": ("Choose a day and a time first.", "Elige primero un día y una hora."),
    "clock.past": ("The clock only goes forward.", "El reloj solo va hacia delante."),
    # ---- a campaign to look at ----
    "campaign.title": ("A campaign in full swing", "Una campaña en marcha"),
    "campaign.about": (
        "Ten made-up leaders, some at every stage, with meetings and promises. The clock goes to tomorrow at 17:00.",
        "Diez líderes inventados, en todas las etapas, con reuniones y promesas. El reloj va a mañana a las 17:00.",
    ),
    "campaign.begin": ("Let it come about", "Ponerla en marcha"),
    "campaign.running": (
        "Rosa and the others are at it, through the same commands and forms as you …",
        "Rosa y los demás están en ello, con los mismos comandos y formularios que tú…",
    ),
    "campaign.progress": ("How much of it is there", "Cuánto hay ya"),
    "campaign.board": ("Open its board", "Abrir su tablero"),
    "campaign.done": (
        "It is there. Write down Tomás Vega's sign-on, and see who wakes; say how the meeting at the college went.",
        "Ahí está. Apunta que Tomás Vega se suma y mira quién despierta; di cómo salió la reunión en la escuela.",
    ),
    "campaign.broken": (
        "Something broke, and it stopped half-way. The log says what; press again, and it goes on from there.",
        "Algo falló y se quedó a medias. El registro dice qué; pulsa otra vez y sigue desde ahí.",
    ),
    # ---- simulated volunteers ----
    "crowd.title": ("Twenty volunteers", "Veinte voluntarios"),
    "crowd.about": (
        "They knock for ten minutes, in about one of yours, and press their pads like everybody.",
        "Tocan puertas diez minutos, que aquí son más o menos uno, y usan su contador como todo el mundo.",
    ),
    "crowd.where": ("Session", "Recorrido"),
    "crowd.begin": ("Let them knock", "Que toquen puertas"),
    "crowd.begin_later": ("Go to its start, let them knock", "Ir a su comienzo y que toquen"),
    "crowd.begin_sample": ("Start a test session, let them knock", "Empezar una prueba y que toquen"),
    "crowd.sample": (
        "No session is on. This posts the test session of /setup and moves the clock to its start.",
        "No hay ningún recorrido en marcha. Esto publica el de prueba de /setup y mueve el reloj a su comienzo.",
    ),
    "crowd.later": (
        "No session is on yet: the clock moves to the start of this one.",
        "Aún no hay ningún recorrido en marcha: el reloj se mueve al comienzo de este.",
    ),
    "crowd.opening": ("The session begins …", "Empieza el recorrido…"),
    "crowd.knocking": ("{minutes} of 10 minutes · {doors} doors", "{minutes} de 10 minutos · {doors} puertas"),
    "crowd.progress": ("Their ten minutes", "Sus diez minutos"),
    "crowd.watch": ("Watch the board", "Mirar el tablero"),
    "crowd.stop": ("Stop", "Parar"),
    "crowd.done": ("They are back: {doors} doors.", "Ya volvieron: {doors} puertas."),
    "crowd.stopped": (
        "Stopped after {doors} doors. Whoever is out is still out.",
        "Parado después de {doors} puertas. Quien está fuera sigue fuera.",
    ),
    "crowd.closed": (
        "Doors are not counted there any more, so they went home. What they counted stands.",
        "Allí ya no se cuentan puertas, así que se fueron a casa. Lo que contaron queda.",
    ),
    "crowd.silent": (
        "TocToc did not answer five times in a row, so they stopped. The log says why; what was counted stands.",
        "TocToc no respondió cinco veces seguidas, así que pararon. El registro dice por qué; lo contado queda.",
    ),
    "crowd.nowhere": (
        "No session could be started. Plan one with /canvass plan, then let them knock.",
        "No se pudo empezar ningún recorrido. Planea uno con /canvass plan y luego que toquen.",
    ),
    "crowd.broken": (
        "Something broke, and they stopped. The log says what; nothing that was counted is lost.",
        "Algo falló y pararon. El registro dice qué; nada de lo contado se pierde.",
    ),
    # ---- what is coming ----
    "coming.title": ("What is coming", "Lo que viene"),
    "coming.empty": (
        "Nothing yet. Plan a session or promise something: its reminders will stand here.",
        "Nada todavía. Planea un recorrido o promete algo: aquí verás sus recordatorios.",
    ),
    "coming.more": ("Show more", "Mostrar más"),
    "coming.less": ("Show less", "Mostrar menos"),
    "coming.for": ("for {name}", "para {name}"),
    "coming.jump": ("Go to this time", "Ir a ese momento"),
    "coming.waits.quiet": ("put off until the quiet hours end", "espera a que terminen las horas de silencio"),
    "coming.waits.cap": ("put off: enough reminders for that day", "espera: ya hubo bastantes recordatorios ese día"),
    "coming.waits.pace": ("waits for its turn", "espera su turno"),
    "coming.waits.trouble": ("Discord refused it, it is tried again", "Discord lo rechazó, se vuelve a intentar"),
    "coming.held": ("on its way", "en camino"),
    "coming.closed": (
        "no direct message possible: shown when {name} next does something",
        "no se puede por mensaje directo: se mostrará en cuanto {name} haga algo",
    ),
    "coming.somebody": ("they", "esa persona"),
    "coming.kind.offer": ("A free place is offered", "Se ofrece un lugar libre"),
    "coming.kind.offer_over": ("An offered place goes on to the next", "Un lugar ofrecido pasa a quien sigue"),
    "coming.kind.promoted": ("Off the waitlist, and in", "De la lista de espera a un lugar"),
    "coming.kind.late_drop": ("Somebody dropped out late", "Alguien se dio de baja tarde"),
    "coming.kind.moved": ("A session has changed", "Un recorrido cambió"),
    "coming.kind.cancelled": ("A session is called off", "Un recorrido se cancela"),
    "coming.kind.remind": ("A reminder for all who signed up", "Un recordatorio para quienes se apuntaron"),
    "coming.kind.confirm": ("The day before: still coming?", "El día antes: ¿sigues viniendo?"),
    "coming.kind.today": ("Today: soon it begins", "Hoy: ya casi empieza"),
    "coming.kind.late_signup": ("Signed up late: what to know", "Se apuntó tarde: lo que hay que saber"),
    "coming.kind.session_later": ("Reminded of a session again", "Otra vez: recordatorio de un recorrido"),
    "coming.kind.followup": ("A promise is due", "Toca cumplir una promesa"),
    "coming.kind.hand_over": ("Asked to take a promise over", "Se pide hacerse cargo de una promesa"),
    "coming.kind.hand_over_over": ("Without an answer, the promise goes back", "Sin respuesta, la promesa vuelve"),
    "coming.kind.handed": ("What became of a hand-over", "Qué pasó con un relevo"),
    "coming.kind.lead_told": (
        "A promise without an answer, to its lead",
        "Una promesa sin respuesta, a quien coordina",
    ),
    "coming.kind.waiting": ("A mention: something waits", "Una mención: hay algo esperando"),
    "coming.kind.start": ("A session begins: its board opens", "Empieza un recorrido: se abre su tablero"),
    "coming.kind.cheer": ("A cheer in the thread", "Unas palabras de ánimo en el hilo"),
    "coming.kind.not_back": ("Who is still out, to the captain", "Quién sigue fuera, a quien es capitán"),
    "coming.kind.wrap": ("Time to wrap up", "Hora de cerrar el recorrido"),
    "coming.kind.debrief": ("How did it go? To those who came", "¿Cómo les fue? A quienes vinieron"),
    "coming.kind.digest": ("The week, for the organizers", "La semana, para quienes organizan"),
    "coming.kind.prep": ("Something to do before a meeting", "Algo por hacer antes de una reunión"),
    "coming.kind.evaluate": ("How was the meeting? To those who went", "¿Cómo fue la reunión? A quienes fueron"),
    "coming.kind.close": (
        "A meeting waits to be closed, to its lead",
        "Una reunión espera su cierre, a quien la coordina",
    ),
    "coming.kind.meeting_ends": ("A meeting ends: time to thank", "Termina una reunión: toca agradecer"),
    "coming.kind.meeting_day": ("Today: the meeting, on one card", "Hoy: la reunión, en una tarjeta"),
    "coming.kind.meeting_moved": ("A meeting has another time", "Una reunión cambia de hora"),
    "coming.kind.meeting_off": ("A meeting is called off", "Una reunión se cancela"),
    "coming.kind.wakes": ("A leader is worth another try", "Un líder merece otro intento"),
    "coming.kind.stale": ("Nothing has happened for a leader", "No ha pasado nada con un líder"),
    # ---- trouble ----
    "trouble.title": ("Trouble", "Problemas"),
    "trouble.restart": ("Restart the bot", "Reiniciar el bot"),
    "trouble.reset": ("Start over", "Empezar de nuevo"),
    "trouble.reset_sure": (
        "Start over? Every message and everything the bot keeps about this pretend team goes.",
        "¿Empezar de nuevo? Se borran todos los mensajes y todo lo que el bot guarda de este equipo de mentira.",
    ),
    "trouble.fail": (
        "Make Discord refuse the bot's next requests:",
        "Que Discord rechace las próximas peticiones del bot:",
    ),
    "trouble.failing": ("{count} to come", "faltan {count}"),
    # ---- log ----
    "log.title": ("Log", "Registro"),
    "log.empty": ("Nothing has gone wrong.", "Nada ha salido mal."),
    "log.discord": ("Discord", "Discord"),
    "log.bot": ("Bot", "Bot"),
    "log.log": ("Warning", "Aviso"),
    "log.page": ("Not allowed", "No permitido"),
}


@dataclass(frozen=True, slots=True)
class Words:
    """The page's words in the language of a Discord client."""

    locale: str

    def __call__(self, key: str, **values: object) -> str:
        """The text with its {places} filled."""
        return TEXTS[key][self.locale.startswith("es")].format(**values)
