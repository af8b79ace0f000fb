# Flags that every target of ours shares: one INTERFACE target, so that no target differs.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

set(TTG_SANITIZE "" CACHE STRING "address,undefined or thread: sanitizers for our own code")

find_program(TTG_CCACHE ccache)
if(TTG_CCACHE)
  # Precompiled headers are cached only with these two kinds of sloppiness.
  set(CMAKE_CXX_COMPILER_LAUNCHER
      ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
      ${TTG_CCACHE})
  add_compile_options(-fpch-preprocess)
endif()

find_program(TTG_MOLD mold)
if(TTG_MOLD)
  add_link_options(-fuse-ld=mold)
endif()

# The sanitizers go to generated code too: a container that crosses from one to the other must be
# annotated on both sides.
if(TTG_SANITIZE)
  add_compile_options(-fsanitize=${TTG_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  if(TTG_SANITIZE MATCHES undefined)
    # These four double the time to compile; null is caught by the address sanitizer as well.
    add_compile_options(-fno-sanitize=null,alignment,object-size,vptr)
  endif()
  add_link_options(-fsanitize=${TTG_SANITIZE})
endif()

add_library(ttg_flags INTERFACE)
# Its definitions must be the same everywhere, or precompiled headers do not fit.
target_link_libraries(ttg_flags INTERFACE fmt::fmt)
target_include_directories(ttg_flags INTERFACE ${CMAKE_SOURCE_DIR}/services)
target_compile_options(ttg_flags INTERFACE
  -Wall -Wextra -Wpedantic -Werror -Wshadow -Wswitch-enum -Wnon-virtual-dtor -Woverloaded-virtual
  -Wnull-dereference -Wno-missing-field-initializers
  # g++ 12 reports these falsely in libstdc++ and tl::expected once it optimises.
  -Wno-maybe-uninitialized -Wno-restrict)
