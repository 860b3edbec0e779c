// The union's year.

/** First day of the fiscal year in which `day` lies. */
export function fiscalYearStart(day: string, firstMonth: number): string {
  const year = Number(day.slice(0, 4)) - (Number(day.slice(5, 7)) < firstMonth ? 1 : 0);
  return `${year}-${String(firstMonth).padStart(2, "0")}-01`;
}

/** The newest 30 June that is not after `day`: the day on which the yearly survey counts. */
export function surveyDay(day: string): string {
  const year = Number(day.slice(0, 4)) - (day.slice(5) < "06-30" ? 1 : 0);
  return `${year}-06-30`;
}
