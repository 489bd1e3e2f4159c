/** How a format is read: nothing where the bytes are not whole, or none of it. */
export type Read = { bytes: Uint8Array; width: number; height: number } | undefined
