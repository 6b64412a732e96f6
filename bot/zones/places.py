"""Which time zones come first, and by which places people look for them.

Babel knows one city a zone. Most people live near another one, so the zones of the places where our teams are
also answer to their states, bigger cities and the short names that people write.
"""

UNITED_STATES = (
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Phoenix",
    "America/Los_Angeles",
    "America/Anchorage",
    "Pacific/Honolulu",
    "America/Puerto_Rico",
)

LATIN_AMERICA = (
    "America/Mexico_City",
    "America/Tijuana",
    "America/Guatemala",
    "America/El_Salvador",
    "America/Tegucigalpa",
    "America/Managua",
    "America/Costa_Rica",
    "America/Panama",
    "America/Havana",
    "America/Santo_Domingo",
    "America/Bogota",
    "America/Caracas",
    "America/Guayaquil",
    "America/Lima",
    "America/La_Paz",
    "America/Santiago",
    "America/Argentina/Buenos_Aires",
    "America/Asuncion",
    "America/Montevideo",
    "America/Sao_Paulo",
)

SPAIN = ("Europe/Madrid", "Atlantic/Canary")

FIRST = (*UNITED_STATES, *LATIN_AMERICA, *SPAIN)
"""The zones at the head of every list, likeliest first."""

# One line a zone: what people there may type. Words are compared by their beginnings, without case and accents.
NEARBY = {
    "America/New_York": "ET EST EDT hora del este Washington DC Boston Philadelphia Filadelfia Miami Atlanta Baltimore "
    "Charlotte Raleigh Orlando Tampa Jacksonville Cleveland Cincinnati Columbus Pittsburgh Richmond Newark Jersey City "
    "Hartford Providence Buffalo Rochester Albany Maine Vermont New Hampshire Massachusetts Rhode Island Connecticut "
    "New Jersey Pennsylvania Delaware Maryland Virginia Ohio North South Carolina Georgia Florida",
    "America/Chicago": "CT CST CDT hora del centro Houston Dallas Austin San Antonio Fort Worth McAllen Laredo "
    "New Orleans Memphis Nashville Milwaukee Madison Minneapolis Saint Paul St. Louis Kansas City Omaha Oklahoma City "
    "Tulsa Birmingham Little Rock Des Moines Illinois Wisconsin Minnesota Iowa Missouri Arkansas Louisiana Mississippi "
    "Alabama Tennessee Texas Oklahoma Kansas Nebraska North South Dakota",
    "America/Denver": "MT MST MDT hora de la montaña Salt Lake City Albuquerque Santa Fe El Paso Boulder "
    "Cheyenne Billings Colorado Utah New Mexico Wyoming Montana",
    "America/Phoenix": "MST hora de la montaña Tucson Mesa Yuma Arizona",
    "America/Los_Angeles": "PT PST PDT hora del Pacífico San Francisco Oakland San Jose San Diego Sacramento Fresno "
    "Seattle Tacoma Portland Las Vegas Reno California Oregon Washington Nevada",
    "America/Anchorage": "AKST Juneau Fairbanks Alaska",
    "Pacific/Honolulu": "HST Hawaii Hawái",
    "America/Puerto_Rico": "AST San Juan Ponce Mayagüez Bayamón Caguas",
    "America/Detroit": "ET EST EDT hora del este Michigan Lansing Grand Rapids Flint",
    "America/Indiana/Indianapolis": "ET EST EDT hora del este Indiana",
    "America/Kentucky/Louisville": "ET EST EDT hora del este Kentucky",
    "America/Boise": "MT MST MDT Idaho",
    "America/Mexico_City": "CDMX Guadalajara Puebla León Oaxaca Querétaro",
    "America/Monterrey": "Nuevo León Saltillo",
    "America/Tijuana": "Baja California Mexicali Ensenada",
    "America/Tegucigalpa": "San Pedro Sula",
    "America/Bogota": "Medellín Cali Barranquilla Cartagena",
    "America/Caracas": "Maracaibo Valencia",
    "America/Guayaquil": "Quito Cuenca",
    "America/Lima": "Arequipa Cusco",
    "America/La_Paz": "Santa Cruz Cochabamba",
    "America/Santiago": "Valparaíso Concepción",
    "America/Argentina/Buenos_Aires": "Rosario Mar del Plata",
    "America/Sao_Paulo": "Rio de Janeiro Brasília Brasilia",
    "Europe/Madrid": "Barcelona Valencia Sevilla Bilbao Zaragoza Málaga",
    "Atlantic/Canary": "Las Palmas Tenerife",
    "America/Toronto": "Ottawa Montréal Montreal Québec",
    "Europe/London": "Manchester Birmingham Glasgow",
    "Asia/Kolkata": "Delhi Mumbai Bengaluru Calcutta",
    "Asia/Shanghai": "Beijing Pekín",
}
