/* The scenario tests/fixtures/bench_12 written by hand, as plain as a careful programmer would: the yardstick for the
 * compiled rules. Same draws, same order of a turn, same results: it prints how the games ended and a sum over the bits
 * of all last numbers, which tests/benchmarks/kernel.py compares. Sites of draws come from the engine (sites.h).
 *
 *     gcc -O3 -march=native -ffp-contract=off -I FOLDER_OF_SITES yardstick.c -o yardstick && ./yardstick FIRST GAMES
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "sites.h"

#define TURNS 12
#define MOVES 12
#define GOLDEN 0x9E3779B97F4A7C15ULL
#define M1 0xBF58476D1CE4E5B9ULL
#define M2 0x94D049BB133111EBULL

enum { BEIJING, WASHINGTON, TOKYO, PYONGYANG, TENSION, DEPENDENCE, HOTLINE, VISITED, NUMBERS };

static uint64_t mix(uint64_t x) {
    x = (x ^ (x >> 30)) * M1;
    x = (x ^ (x >> 27)) * M2;
    return x ^ (x >> 31);
}

static double draw(uint64_t seed_key, int turn, uint64_t site, int index) {
    uint64_t what = site + (uint64_t)turn * GOLDEN + (uint64_t)index * M2;
    return (double)(mix(seed_key ^ what) >> 11) * 0x1.0p-53;
}

static double greater(double a, double b) { return b > a ? b : a; }

static void add(double *v, int n, double change) {
    double after = v[n] + change;
    v[n] = after < 0.0 ? 0.0 : after > 100.0 ? 100.0 : after;
}

static void change4(double *v, double b, double w, double t, double p) {
    if (b != 0) add(v, BEIJING, b);
    if (w != 0) add(v, WASHINGTON, w);
    if (t != 0) add(v, TOKYO, t);
    if (p != 0) add(v, PYONGYANG, p);
}

static int legal(const double *v, int move) {
    switch (move) {
    case 0: return v[DEPENDENCE] < 80.0;
    case 1: return v[BEIJING] > 20.0;
    case 3: return v[WASHINGTON] > 40.0;
    case 4: return !(v[VISITED] > 0.5);
    case 5: return v[TOKYO] > 15.0;
    case 6: return v[VISITED] > 0.5;
    case 7: return v[WASHINGTON] > 30.0;
    case 8: return v[TENSION] > 20.0;
    case 9: return !(v[HOTLINE] > 0.5) && v[PYONGYANG] > 10.0;
    default: return 1;
    }
}

static void carry_out(double *v, int move) {
    switch (move) {
    case 0: change4(v, 6, -4, -1, 0); add(v, DEPENDENCE, 10); break;
    case 1: change4(v, -4, 3, 2, 0); add(v, DEPENDENCE, -8); break;
    case 2: change4(v, 5, -3, -4, 0); add(v, TENSION, 1); break;
    case 3: change4(v, -7, 4, 5, 0); add(v, TENSION, 3); break;
    case 4: change4(v, -3, 3, 8, 0); v[VISITED] = 1.0; break;
    case 5: change4(v, 4, -1, -7, 0); break;
    case 6: change4(v, 0, 0, 5, 0); break;
    case 7: change4(v, -3, 6, 3, -6); add(v, TENSION, 8); break;
    case 8: change4(v, 2, -4, -2, 4); add(v, TENSION, -6); break;
    case 9: change4(v, 0, -1, -1, 5); add(v, TENSION, -4); v[HOTLINE] = 1.0; break;
    case 10: change4(v, 1, -2, -1, 4); add(v, TENSION, -3); break;
    default: change4(v, 0, -1, -1, -1); add(v, TENSION, 1); break;
    }
}

static void react(double *v) {
    if (v[BEIJING] > 70.0) change4(v, 0, -2, -2, 0);
    if (v[WASHINGTON] > 80.0) { change4(v, -2, 0, 0, -2); add(v, TENSION, 2); }
    if (v[TOKYO] < 25.0) change4(v, 0, -2, 0, 0);
    if (v[DEPENDENCE] > 70.0) change4(v, 1, -2, 0, 0);
    if (v[PYONGYANG] < 10.0) add(v, TENSION, 3);
    if (v[TENSION] > 70.0) change4(v, -1, 0, -1, 0);
}

static int strikes(double chance, uint64_t key, int turn, uint64_t site) {
    return chance > 0.0 && (chance >= 1.0 || draw(key, turn, site, 0) < chance);
}

static void happen(double *v, uint64_t key, int turn) {
    int line = v[HOTLINE] > 0.5;
    if (strikes(0.05 + 0.004 * greater(0.0, v[TENSION] - 30.0), key, turn, SITE_EXERCISE)) {
        add(v, TENSION, 8);
        add(v, PYONGYANG, -4);
    }
    if (strikes((0.03 + 0.005 * greater(0.0, 50.0 - v[PYONGYANG])) * (line ? 0.5 : 1.0), key, turn, SITE_MISREAD))
        add(v, TENSION, 6);
    if (strikes(0.02 + 0.003 * greater(0.0, 60.0 - v[BEIJING]), key, turn, SITE_CONTROLS)) {
        add(v, DEPENDENCE, -4);
        change4(v, -3, 0, -2, 0);
    }
    if (strikes(0.08, key, turn, SITE_STATEMENT)) { change4(v, -4, 0, 1, 0); add(v, TENSION, 3); }
    if (strikes(0.02 + 0.004 * greater(0.0, 60.0 - v[WASHINGTON]), key, turn, SITE_TARIFF)) add(v, WASHINGTON, -4);
    if (strikes(0.10 + 0.002 * greater(0.0, v[TENSION] - 20.0), key, turn, SITE_MISSILE)) {
        add(v, TENSION, 7);
        change4(v, 0, 1, 2, 0);
    }
    if (strikes(line ? 0.06 : 0.0, key, turn, SITE_CHANNEL)) { add(v, TENSION, -6); add(v, PYONGYANG, 3); }
    if (strikes(0.05, key, turn, SITE_SHRINE)) change4(v, 2, 0, -5, 0);
}

static int ending(const double *v, int last) {
    if (v[TENSION] >= 100.0) return 1;
    if (v[BEIJING] == 0.0 || v[WASHINGTON] == 0.0 || v[TOKYO] == 0.0 || v[PYONGYANG] == 0.0) return 2;
    if (!last) return 0;
    if (v[BEIJING] >= 50.0 && v[WASHINGTON] >= 50.0 && v[TOKYO] >= 50.0) return 3;
    return v[DEPENDENCE] >= 75.0 ? 4 : 5;
}

static int play(uint64_t seed, double *v, int *turns) {
    static const double start[NUMBERS] = {45, 65, 50, 20, 30, 40, 0, 0};
    uint64_t key = mix(seed + GOLDEN);
    memcpy(v, start, sizeof start);
    for (int turn = 1;; turn++) {
        int move = MOVES;
        /* doing nothing is always legal, so ending the turn without a move never is */
        for (int again = 0; move == MOVES || !legal(v, move); again++)
            move = (int)(draw(key, turn, SITE_UNIFORM, again) * (MOVES + 1));
        carry_out(v, move);
        react(v);
        happen(v, key, turn);
        int reached = ending(v, turn == TURNS);
        if (reached) {
            *turns = turn;
            return reached;
        }
    }
}

int main(int argc, char **argv) {
    uint64_t first = argc > 1 ? strtoull(argv[1], 0, 10) : 0, games = argc > 2 ? strtoull(argv[2], 0, 10) : 1000;
    uint64_t sum = 0, counts[6] = {0}, all_turns = 0;
    struct timespec began, ended;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &began);
    for (uint64_t i = 0; i < games; i++) {
        double v[NUMBERS];
        int turns, reached = play(first + i, v, &turns);
        counts[reached]++;
        all_turns += turns;
        for (int n = 0; n < NUMBERS; n++) {
            uint64_t bits;
            memcpy(&bits, &v[n], 8);
            sum += bits * (2 * (i + n) + 1);
        }
    }
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &ended);
    double seconds = ended.tv_sec - began.tv_sec + 1e-9 * (ended.tv_nsec - began.tv_nsec);
    printf("{\"seconds\": %.9f, \"turns\": %llu, \"sum\": %llu, \"endings\": [%llu, %llu, %llu, %llu, %llu]}\n", seconds,
           (unsigned long long)all_turns, (unsigned long long)sum, (unsigned long long)counts[1],
           (unsigned long long)counts[2], (unsigned long long)counts[3], (unsigned long long)counts[4],
           (unsigned long long)counts[5]);
    return 0;
}
