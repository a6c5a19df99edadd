/** Where Windows-1252 is not Latin-1. */

/** The characters of the bytes 128 to 159 in Windows-1252, in order. */
export const C1 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';
