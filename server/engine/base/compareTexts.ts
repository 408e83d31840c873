/** Compares texts by their UTF-16 units; zero for equal ones, so that sorting leaves these in their order. */
export const compareTexts = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
