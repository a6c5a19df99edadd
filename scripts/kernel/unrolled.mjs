/** What all generators of unrolled loops use. */

/** Orders whose loops are unrolled. */
export const unrolledOrders = [1, 2, 3, 4, 5];

/** 0, 1, …, count − 1. */
export const range = (count) => Array.from({ length: count }, (_, i) => i);

/** The next even number. */
export const even = (n) => n + (n & 1);

/** The first line of all generated sources. */
export const made = '// Made by scripts/kernel. Do not edit.\n';
