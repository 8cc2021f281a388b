# SPDX-License-Identifier: Apache-2.0
"""Conan 2: conan create packaging/conan"""

import os

from conan import ConanFile
from conan.tools.build import check_min_cppstd
from conan.tools.cmake import CMake, CMakeDeps, CMakeToolchain, cmake_layout
from conan.tools.files import copy


class NyttaConan(ConanFile):
    name = "nytta"
    version = "0.1.0"
    description = "Benefit-realisation appraisals: calculated, explained, followed up"
    license = "Apache-2.0"
    topics = ("benefit-realisation", "appraisal", "net-present-value", "public-sector")
    package_type = "library"
    settings = "os", "arch", "compiler", "build_type"
    options = {"shared": [True, False], "fPIC": [True, False], "command": [True, False],
               "workbook": [True, False]}
    default_options = {"shared": False, "fPIC": True, "command": False, "workbook": False, "boost/*:header_only": True}

    def export_sources(self):
        tree = os.path.join(self.recipe_folder, "..", "..")
        for pattern in ("CMakeLists.txt", "LICENSE", "include/*", "src/*", "packaging/*"):
            copy(self, pattern, tree, self.export_sources_folder)

    def config_options(self):
        if self.settings.os == "Windows":
            del self.options.fPIC

    def configure(self):
        if self.options.shared:
            self.options.rm_safe("fPIC")

    def layout(self):
        cmake_layout(self)

    def validate(self):
        check_min_cppstd(self, 20)

    def requirements(self):
        # Read under src only: whoever links nytta needs none of them.
        self.requires("boost/[>=1.74 <2]", visible=False)
        self.requires("nlohmann_json/[>=3.11 <4]", visible=False)
        self.requires("tomlplusplus/[>=3.3 <4]", visible=False)
        if self.options.command:
            self.requires("cli11/[>=2.1 <3]", visible=False)
        if self.options.workbook:
            self.requires("libxlsxwriter/[>=1.1 <2]")

    def generate(self):
        toolchain = CMakeToolchain(self)
        toolchain.variables["NYTTA_TESTS"] = False
        toolchain.variables["NYTTA_COMMAND"] = bool(self.options.command)
        toolchain.variables["NYTTA_WORKBOOK"] = bool(self.options.workbook)
        toolchain.generate()
        CMakeDeps(self).generate()

    def build(self):
        cmake = CMake(self)
        cmake.configure()
        cmake.build()

    def package(self):
        CMake(self).install()
        copy(self, "LICENSE", self.source_folder, os.path.join(self.package_folder, "licenses"))

    def package_info(self):
        # The package's own nytta-config.cmake and .pc files say it all, components too.
        self.cpp_info.set_property("cmake_find_mode", "none")
        self.cpp_info.builddirs = [os.path.join("lib", "cmake", "nytta")]
        self.cpp_info.libs = ["nytta_c", "nytta_report", "nytta"]
