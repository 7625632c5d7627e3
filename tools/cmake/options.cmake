# Language, warnings and sanitizers for our own targets; system headers stay exempt.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

set(BUDUAN_SANITIZE "" CACHE STRING "Sanitizers for all targets, e.g. address,undefined or thread")
option(BUDUAN_FUZZ "Build the libFuzzer targets (clang)" OFF)
option(BUDUAN_SEEDED_BUGS "Compile the test-only seeded bugs that prove the checkers bite" OFF)

add_library(buduan_options INTERFACE)
target_compile_options(buduan_options INTERFACE
    -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wswitch-enum -Wnon-virtual-dtor -Werror)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # GCC 12 reports these falsely inside the standard library and Asio when optimising.
    target_compile_options(buduan_options INTERFACE -Wno-restrict -Wno-maybe-uninitialized -Wno-stringop-overflow
        -Wno-array-bounds -Wno-mismatched-new-delete -Wno-subobject-linkage)
    # Thread sanitizer does not see stand-alone fences; Asio has other synchronisation wherever it uses one.
    target_compile_options(buduan_options INTERFACE -Wno-tsan)
endif()
if(BUDUAN_SANITIZE)
    add_compile_options(-fsanitize=${BUDUAN_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
    add_link_options(-fsanitize=${BUDUAN_SANITIZE})
endif()
if(BUDUAN_FUZZ)
    # Coverage for libFuzzer in everything that a target calls.
    add_compile_options(-fsanitize=fuzzer-no-link)
endif()

find_program(MOLD mold)
if(MOLD)
    add_link_options(-fuse-ld=mold)
endif()
find_program(CCACHE ccache)
if(CCACHE)
    set(CMAKE_C_COMPILER_LAUNCHER ${CCACHE})
    set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE})
endif()

find_package(Boost 1.81 EXACT REQUIRED)
find_package(Protobuf 3.21 REQUIRED)
find_package(SQLite3 3.40 REQUIRED)
find_package(OpenSSL 3.0 REQUIRED)
find_package(spdlog REQUIRED)
find_package(CLI11 REQUIRED)
find_package(Threads REQUIRED)
find_package(date REQUIRED)
find_package(PkgConfig REQUIRED)
find_package(Catch2 2.13 REQUIRED)
pkg_check_modules(tomlplusplus REQUIRED IMPORTED_TARGET tomlplusplus)
pkg_check_modules(argon2 REQUIRED IMPORTED_TARGET libargon2)
pkg_check_modules(qrencode REQUIRED IMPORTED_TARGET libqrencode)
pkg_check_modules(systemd REQUIRED IMPORTED_TARGET libsystemd)
