#include "fuzz/target.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

// Runs a target over every file of the folders named, in order of their names. A folder without seeds is a mistake.

namespace {

std::vector<std::filesystem::path> seeds_of(std::filesystem::path const& folder) {
    std::vector<std::filesystem::path> seeds;
    for (auto const& entry : std::filesystem::directory_iterator(folder)) {
        if (entry.is_regular_file()) seeds.push_back(entry.path());
    }
    std::sort(seeds.begin(), seeds.end());
    return seeds;
}

void run(std::string const& bytes) {
    LLVMFuzzerTestOneInput(reinterpret_cast<std::uint8_t const*>(bytes.data()), bytes.size());
}

}  // namespace

int main(int count, char** folders) {
    std::size_t seeds = 0;
    for (int i = 1; i < count; ++i) {
        for (auto const& seed : seeds_of(folders[i])) {
            std::cout << seed.filename().string() << std::endl;
            std::ifstream file(seed, std::ios::binary);
            std::string const bytes(std::istreambuf_iterator<char>(file), {});
            // Whole, and cut short at a few places: what a stranger sends need not end where it should.
            run(bytes);
            for (std::size_t part = 1; part < 8; ++part) {
                run(bytes.substr(0, bytes.size() * part / 8));
            }
            ++seeds;
        }
    }
    std::cout << seeds << " seeds\n";
    return seeds > 0 ? 0 : 1;
}
