import codes from 'i18n-iso-countries/codes.json' with { type: 'json' }

/** ISO 3166-1 alpha-2, all of it; a user-assigned code such as XK stays out until somebody sells there. */
export const countryCodes: readonly string[] = codes
  .map(([code]) => String(code))
  .filter((code) => code !== 'XK')
  .sort()
