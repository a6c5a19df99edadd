/** Limits that the window knows of as well as the engine. */

/** The most labels of a category that is an input; each label becomes one input. */
export const MOST_INPUT_LABELS = 20;
