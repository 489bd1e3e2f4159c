/** "25 seats", "1 seat". */
export function seatsText(seats: string | number): string {
  return `${Number(seats).toLocaleString('en')} ${Number(seats) === 1 ? 'seat' : 'seats'}`
}
