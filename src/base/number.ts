/**
 * A whole number with commas between its thousands, as English text has it. What the language offers for that first loads the tables of all
 * the world's habits, which takes longer than wording a whole report.
 */
export function thousands(number: number): string {
  return String(number).replace(/\B(?=(\d{3})+$)/g, ',')
}
