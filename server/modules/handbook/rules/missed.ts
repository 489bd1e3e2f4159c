/** Days after which a question that found nothing, and that nobody asked again, is forgotten. */
export const missedDays = 365
