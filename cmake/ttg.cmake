# What nearly every file includes, precompiled once for layers and once for tests; those with gRPC
# in them reuse ttg_proto_pch instead.
set(ttg_common_headers
  <functional> <map> <memory> <optional> <set> <string> <string_view> <utility> <variant> <vector>
  <fmt/format.h> <tl/expected.hpp> <absl/time/civil_time.h> <absl/time/time.h>)
file(WRITE ${CMAKE_BINARY_DIR}/pch.cc "")
add_library(ttg_pch STATIC ${CMAKE_BINARY_DIR}/pch.cc)
target_link_libraries(ttg_pch PRIVATE ttg_flags absl::time)
target_precompile_headers(ttg_pch PRIVATE ${ttg_common_headers})
add_library(ttg_test_pch STATIC ${CMAKE_BINARY_DIR}/pch.cc)
target_link_libraries(ttg_test_pch PRIVATE ttg_flags absl::time GTest::gmock)
target_precompile_headers(ttg_test_pch PRIVATE ${ttg_common_headers} <gmock/gmock.h> <gtest/gtest.h>)

# ttg_layer(name SOURCES … DEPS … [GRPC]): one library a layer. The layering itself is checked by
# tests/lint/layering.sh, because a linker does not see a forbidden #include. GRPC reuses the
# precompiled gRPC headers, which otherwise cost half a minute a file.
function(ttg_layer name)
  cmake_parse_arguments(LAYER "GRPC" "" "SOURCES;DEPS" ${ARGN})
  add_library(${name} STATIC ${LAYER_SOURCES})
  target_link_libraries(${name} PUBLIC ${LAYER_DEPS} PRIVATE ttg_flags)
  target_include_directories(${name} PUBLIC ${CMAKE_SOURCE_DIR}/services)
  if(LAYER_GRPC)
    target_link_libraries(${name} PUBLIC ttg_proto)
    target_precompile_headers(${name} REUSE_FROM ttg_proto_pch)
  else()
    target_precompile_headers(${name} REUSE_FROM ttg_pch)
  endif()
endfunction()

# ttg_program(name SOURCES … DEPS …): an executable in bin/, part of ttg_programs.
add_custom_target(ttg_programs)
function(ttg_program name)
  cmake_parse_arguments(PROGRAM "" "" "SOURCES;DEPS" ${ARGN})
  add_executable(${name} ${PROGRAM_SOURCES})
  target_link_libraries(${name} PRIVATE ${PROGRAM_DEPS} ttg_flags)
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)
  add_dependencies(ttg_programs ${name})
endfunction()

# ttg_test(name LABEL unit|contract|integration|e2e|faults SOURCES … DEPS … [GRPC] [TSAN]): a
# GoogleTest executable. Each suite runs in one process, so that a suite may start a server once.
# TSAN: it has threads and no gRPC, and runs under the thread sanitizer too (make test-tsan).
add_custom_target(ttg_tsan_tests)
function(ttg_test name)
  cmake_parse_arguments(TEST "GRPC;TSAN" "LABEL" "SOURCES;DEPS" ${ARGN})
  add_executable(${name} ${TEST_SOURCES})
  target_link_libraries(${name} PRIVATE ${TEST_DEPS} GTest::gmock_main ttg_flags)
  if(TEST_GRPC)
    target_link_libraries(${name} PRIVATE ttg_proto)
    target_precompile_headers(${name} REUSE_FROM ttg_proto_pch)
  else()
    target_precompile_headers(${name} REUSE_FROM ttg_test_pch)
  endif()
  add_test(NAME ${name} COMMAND ${name} --gtest_brief=1)
  if(TEST_TSAN)
    list(APPEND TEST_LABEL tsan)
    add_dependencies(ttg_tsan_tests ${name})
  endif()
  # What promises a time, or starts the whole product, wants the machine for itself.
  if(TEST_LABEL MATCHES "e2e|faults")
    set_tests_properties(${name} PROPERTIES RUN_SERIAL TRUE)
  endif()
  set_tests_properties(${name} PROPERTIES LABELS "${TEST_LABEL}" TIMEOUT 600
    ENVIRONMENT "TTG_SOURCE_DIR=${CMAKE_SOURCE_DIR};TTG_BINARY_DIR=${CMAKE_BINARY_DIR}")
endfunction()

# ttg_migrations(target DIR dir NAMESPACE ns COMPONENT name): embeds NNN_<name>.{sqlite,postgres}.sql
# as `std::vector<store::Migration> Migrations()` of that namespace.
function(ttg_migrations target)
  cmake_parse_arguments(MIG "" "DIR;NAMESPACE;COMPONENT" "" ${ARGN})
  file(GLOB scripts CONFIGURE_DEPENDS ${MIG_DIR}/*.sql)
  set(output ${CMAKE_CURRENT_BINARY_DIR}/${target}_migrations.cc)
  add_custom_command(OUTPUT ${output}
    COMMAND ${CMAKE_COMMAND} -DDIR=${MIG_DIR} -DNAMESPACE=${MIG_NAMESPACE} -DCOMPONENT=${MIG_COMPONENT}
            -DOUTPUT=${output} -P ${CMAKE_SOURCE_DIR}/cmake/embed_migrations.cmake
    DEPENDS ${scripts} ${CMAKE_SOURCE_DIR}/cmake/embed_migrations.cmake VERBATIM)
  target_sources(${target} PRIVATE ${output})
endfunction()
