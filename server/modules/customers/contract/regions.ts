/** States and provinces by their postal codes, where an address is not whole, and a tax not known, without one. */
const lists: Readonly<Record<string, string>> = {
  US: 'AL Alabama,AK Alaska,AZ Arizona,AR Arkansas,CA California,CO Colorado,CT Connecticut,DE Delaware,DC District of Columbia,FL Florida,GA Georgia,HI Hawaii,ID Idaho,IL Illinois,IN Indiana,IA Iowa,KS Kansas,KY Kentucky,LA Louisiana,ME Maine,MD Maryland,MA Massachusetts,MI Michigan,MN Minnesota,MS Mississippi,MO Missouri,MT Montana,NE Nebraska,NV Nevada,NH New Hampshire,NJ New Jersey,NM New Mexico,NY New York,NC North Carolina,ND North Dakota,OH Ohio,OK Oklahoma,OR Oregon,PA Pennsylvania,PR Puerto Rico,RI Rhode Island,SC South Carolina,SD South Dakota,TN Tennessee,TX Texas,UT Utah,VT Vermont,VA Virginia,WA Washington,WV West Virginia,WI Wisconsin,WY Wyoming',
  CA: 'AB Alberta,BC British Columbia,MB Manitoba,NB New Brunswick,NL Newfoundland and Labrador,NT Northwest Territories,NS Nova Scotia,NU Nunavut,ON Ontario,PE Prince Edward Island,QC Quebec,SK Saskatchewan,YT Yukon',
}

/** The states or provinces that a buyer of this country chooses from; empty where a region may be left out. */
export function regionsOf(country: string): { code: string; name: string }[] {
  const list = lists[country.toUpperCase()]
  return list ? list.split(',').map((one) => ({ code: one.slice(0, 2), name: one.slice(3) })) : []
}

/** What is wrong with this region, in words for the buyer; nothing where the country does not need one. */
export function regionProblem(country: string, region: string | undefined): string | undefined {
  const known = regionsOf(country)
  if (known.length === 0 || known.some((one) => one.code === region)) return undefined
  const what = country.toUpperCase() === 'CA' ? 'province' : 'state'
  return region ? `"${region.slice(0, 20)}" is no ${what}: write its two letters, such as ${known[4]?.code ?? ''}.` : `Choose the ${what}.`
}
