#pragma once

// Whether this is a sanitizer build. Those run the same tests on fewer seeds: they look for faults in memory and between
// threads, which show on the first hundred as well as on the last.

namespace buduan::tests {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr bool sanitized = true;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
inline constexpr bool sanitized = true;
#else
inline constexpr bool sanitized = false;
#endif
#else
inline constexpr bool sanitized = false;
#endif

}  // namespace buduan::tests
