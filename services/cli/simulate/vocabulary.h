#pragma once

#include <array>
#include <string_view>

namespace ttg::cli {

// The places and words of invented caseloads. Codes are those of the West Midlands and
// Staffordshire; names of people are common ones put together by chance.

struct Place {
  std::string_view local_authority;  // GSS code
  std::string_view delivery_unit;
  int easting;  // roughly its middle, British National Grid
  int northing;
  int weight;
};

inline constexpr auto kPlaces = std::to_array<Place>(
    {{"E06000019", "N52WEME", 350800, 240300, 61},  {"E06000020", "N52WEME", 369400, 308900, 118},
     {"E06000021", "N52STF", 387900, 345500, 191},  {"E06000051", "N52WEME", 349300, 312100, 55},
     {"E07000192", "N52STFS", 398100, 310200, 56},  {"E07000193", "N52STFS", 424300, 323300, 79},
     {"E07000195", "N52STF", 384500, 346000, 77},   {"E07000197", "N52STFS", 392300, 323000, 89},
     {"E07000199", "N52STFS", 420800, 303600, 56},  {"E07000219", "N52WARW", 435900, 291800, 71},
     {"E07000222", "N52WARW", 427800, 264700, 38},  {"E07000236", "N52WORC", 403800, 267100, 45},
     {"E07000237", "N52WORC", 384600, 254800, 62},  {"E08000025", "N52BIRM", 406900, 286800, 282},
     {"E08000025", "N52BNES", 411000, 290900, 228}, {"E08000026", "N52CSW", 433300, 278900, 178},
     {"E08000027", "N52DUSA", 394500, 290300, 147}, {"E08000028", "N52DUSA", 400300, 290900, 158},
     {"E08000029", "N52BNES", 414900, 279200, 73},  {"E08000030", "N52BLCO", 401400, 298600, 160},
     {"E08000031", "N52BLCO", 391300, 298600, 176}});

struct Prison {
  std::string_view id;
  int weight;
};

inline constexpr auto kMensPrisons = std::to_array<Prison>({{"OWI", 476},
                                                            {"BMI", 414},
                                                            {"HEI", 278},
                                                            {"DGI", 217},
                                                            {"SHI", 184},
                                                            {"FSI", 162},
                                                            {"BSI", 151},
                                                            {"SFI", 132},
                                                            {"SNI", 120},
                                                            {"LLI", 63}});
inline constexpr auto kWomensPrisons = std::to_array<Prison>({{"DHI", 142}, {"FHI", 58}});

inline constexpr auto kFamilyNames = std::to_array<std::string_view>(
    {"Adeyemi",  "Allen",    "Atkins",   "Bailey",   "Barker",  "Begum",      "Bell",
     "Bennett",  "Brooks",   "Butler",   "Campbell", "Carter",  "Chambers",   "Clarke",
     "Coates",   "Cooper",   "Davies",   "Dawson",   "Dixon",   "Doyle",      "Ellis",
     "Evans",    "Foster",   "Francis",  "Gibbs",    "Gill",    "Grant",      "Griffiths",
     "Hayward",  "Holmes",   "Hughes",   "Hunt",     "Hussain", "Jackson",    "Kaur",
     "Khan",     "Knight",   "Kowalski", "Lawson",   "Lloyd",   "Malik",      "Marsh",
     "Matthews", "McKenzie", "Mills",    "Morgan",   "Murphy",  "Nash",       "Nowak",
     "O'Brien",  "O'Connor", "Okafor",   "Osborne",  "Owen",    "Patel",      "Payne",
     "Pearson",  "Phillips", "Poole",    "Powell",   "Rahman",  "Reid",       "Rhodes",
     "Roberts",  "Rowe",     "Sharma",   "Shaw",     "Singh",   "Smith-Hall", "Stone",
     "Taylor",   "Thomas",   "Turner",   "Walsh",    "Watts",   "Webb",       "West",
     "Wright",   "Yates",    "Žukauskas"});

inline constexpr auto kMensNames = std::to_array<std::string_view>(
    {"Aaron",    "Adam",   "Ahmed",  "Andre",  "Anthony", "Ben",    "Brandon", "Callum",
     "Carl",     "Connor", "Craig",  "Curtis", "Dale",    "Darren", "Dean",    "Declan",
     "Elliot",   "Gareth", "Hassan", "Ian",    "Imran",   "Jake",   "Jamal",   "Jason",
     "Jermaine", "Josh",   "Kieran", "Kyle",   "Lee",     "Leon",   "Liam",    "Marcus",
     "Mark",     "Martin", "Nathan", "Omar",   "Patrick", "Raj",    "Reece",   "Ricky",
     "Ryan",     "Scott",  "Sean",   "Stefan", "Tariq",   "Tomasz", "Tyrone",  "Zoltán"});

inline constexpr auto kWomensNames = std::to_array<std::string_view>(
    {"Aisha", "Amy",    "Anna",   "Becky",  "Carly",   "Chantelle", "Chloe", "Claire",
     "Emma",  "Fatima", "Gemma",  "Hayley", "Jade",    "Jodie",     "Kelly", "Kirsty",
     "Laura", "Leanne", "Lucy",   "Megan",  "Natalie", "Nicola",    "Paige", "Rachel",
     "Sarah", "Siân",   "Sophie", "Stacey", "Tanya",   "Zoë"});

inline constexpr auto kAccommodation = std::to_array<std::string_view>(
    {"A01C", "A01D", "A02", "A03", "A04", "A07A", "A07B", "A08A", "A08C", "A17"});

struct Trade {
  std::string_view sector;
  std::string_view title;
  std::string_view soc2020;
};

inline constexpr auto kTrades =
    std::to_array<Trade>({{"CLEANING", "Cleaner", "9223"},
                          {"CONSTRUCTION", "Groundworker", "9120"},
                          {"HOSPITALITY", "Kitchen assistant", "9263"},
                          {"MANUFACTURING", "Production operative", "9139"},
                          {"OFFICE", "Office assistant", "4159"},
                          {"RETAIL", "Retail assistant", "7111"},
                          {"TRANSPORT", "Van driver", "8214"},
                          {"WAREHOUSING", "Warehouse operative", "9252"}});

}  // namespace ttg::cli
