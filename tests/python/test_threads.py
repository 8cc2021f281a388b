# SPDX-License-Identifier: Apache-2.0
"""Threads: one calculation is shared, others go on while one calculates, and Ctrl-C ends a long one."""

import _thread
import concurrent.futures
import pathlib
import threading
import time
import unittest

import nytta

EXAMPLES = pathlib.Path(__file__).resolve().parents[2] / "examples"
CASE = EXAMPLES / "vr-satsning" / "case.toml"


class Threads(unittest.TestCase):
    def test_many_at_once_say_the_same(self):
        shared = nytta.calculate(CASE)

        def all_of_it(_):
            own = nytta.calculate(CASE)
            return own.json(), shared.json(), shared.explain("net_present_value"), shared.simulate(1000).alternatives

        with concurrent.futures.ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(all_of_it, range(32)))
        self.assertTrue(all(answer == answers[0] for answer in answers))
        self.assertEqual(answers[0][0], answers[0][1])

    def test_others_go_on_meanwhile(self):
        case = nytta.calculate(CASE)
        done = threading.Event()
        simulating = threading.Thread(target=lambda: (case.simulate(3_000_000), done.set()))
        counted = 0
        simulating.start()
        while not done.is_set():
            counted += 1  # held by the simulation, this would not get far
            time.sleep(0)
        simulating.join()
        self.assertGreater(counted, 100)

    def test_ctrl_c_ends_a_simulation(self):
        case = nytta.calculate(CASE)
        threading.Timer(0.2, _thread.interrupt_main).start()
        began = time.monotonic()
        with self.assertRaises(KeyboardInterrupt):
            case.simulate(100_000_000)
        self.assertLess(time.monotonic() - began, 60)


if __name__ == "__main__":
    unittest.main()
