/** How postal codes are written where every one looks the same: a form, an example of it, and how its people say what it is made of. */
const forms: Readonly<Record<string, { form: RegExp; such: string; is: string }>> = {
  AT: { form: /^\d{4}$/, such: '1010', is: 'four digits' },
  AU: { form: /^\d{4}$/, such: '2000', is: 'four digits' },
  BE: { form: /^\d{4}$/, such: '1000', is: 'four digits' },
  CA: { form: /^[A-Z]\d[A-Z] ?\d[A-Z]\d$/i, such: 'K1A 0B1', is: 'letters and digits by turns' },
  CH: { form: /^\d{4}$/, such: '8001', is: 'four digits' },
  CZ: { form: /^\d{3} ?\d{2}$/, such: '110 00', is: 'five digits' },
  DE: { form: /^\d{5}$/, such: '20457', is: 'five digits' },
  DK: { form: /^\d{4}$/, such: '1050', is: 'four digits' },
  ES: { form: /^\d{5}$/, such: '28001', is: 'five digits' },
  FI: { form: /^\d{5}$/, such: '00100', is: 'five digits' },
  FR: { form: /^\d{5}$/, such: '75001', is: 'five digits' },
  GB: { form: /^[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}$/i, such: 'SW1A 1AA', is: 'two groups of letters and digits' },
  IN: { form: /^\d{3} ?\d{3}$/, such: '560025', is: 'six digits' },
  IT: { form: /^\d{5}$/, such: '00184', is: 'five digits' },
  JP: { form: /^\d{3}-?\d{4}$/, such: '100-0001', is: 'seven digits' },
  NL: { form: /^\d{4} ?[A-Z]{2}$/i, such: '1012 JS', is: 'four digits and two letters' },
  NO: { form: /^\d{4}$/, such: '0150', is: 'four digits' },
  PL: { form: /^\d{2}-?\d{3}$/, such: '00-950', is: 'five digits' },
  PT: { form: /^\d{4}(-?\d{3})?$/, such: '1100-148', is: 'four or seven digits' },
  SE: { form: /^\d{3} ?\d{2}$/, such: '111 20', is: 'five digits' },
  US: { form: /^\d{5}(-?\d{4})?$/, such: '02110', is: 'five digits' },
}

/** What is wrong with this postal code, in words for the buyer; nothing where it is left out, or where nobody here knows its form. */
export function postalCodeProblem(country: string, code: string | undefined): string | undefined {
  const known = forms[country.toUpperCase()]
  if (!known || !code || known.form.test(code.trim())) return undefined
  return `This is no postal code of the country: it has ${known.is}, such as ${known.such}.`
}
