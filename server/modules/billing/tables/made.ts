/** Who made a row, and when. */
export type Made = { created_at: Date; created_by: string }
