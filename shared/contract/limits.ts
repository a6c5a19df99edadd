/** Limits that the window knows of as well as the engine. */

/** Labels of a category that is an input; each becomes an input of its own. */
export const MOST_INPUT_LABELS = 20;
