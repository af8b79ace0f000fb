# Everything we link, found once. All of it is in Debian 12; see README.md for what each is for.
find_package(Threads REQUIRED)
find_package(Protobuf REQUIRED)
find_package(absl REQUIRED)
find_package(gRPC CONFIG REQUIRED)
find_package(GTest REQUIRED)
find_package(benchmark REQUIRED)
find_package(spdlog REQUIRED)
find_package(fmt REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(CLI11 REQUIRED)
find_package(prometheus-cpp CONFIG REQUIRED)
find_package(SQLite3 REQUIRED)
find_package(PostgreSQL REQUIRED)
find_package(CURL REQUIRED)
find_package(OpenSSL REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(HIREDIS REQUIRED IMPORTED_TARGET hiredis)
# Its _FILE_OFFSET_BITS says nothing on a 64-bit system, but makes the precompiled gRPC headers
# unusable for every target that links it.
set_target_properties(PkgConfig::HIREDIS PROPERTIES INTERFACE_COMPILE_OPTIONS "")
pkg_check_modules(CJOSE REQUIRED IMPORTED_TARGET cjose)

find_library(TTG_SOCI_CORE soci_core REQUIRED)
find_library(TTG_SOCI_SQLITE soci_sqlite3 REQUIRED)
find_library(TTG_SOCI_POSTGRES soci_postgresql REQUIRED)
add_library(ttg_soci INTERFACE)
target_include_directories(ttg_soci SYSTEM INTERFACE /usr/include/soci ${PostgreSQL_INCLUDE_DIRS})
target_link_libraries(ttg_soci INTERFACE
  ${TTG_SOCI_SQLITE} ${TTG_SOCI_POSTGRES} ${TTG_SOCI_CORE} SQLite::SQLite3 PostgreSQL::PostgreSQL)

find_library(TTG_CSV csv REQUIRED)
find_library(TTG_RAPIDCHECK rapidcheck REQUIRED)
