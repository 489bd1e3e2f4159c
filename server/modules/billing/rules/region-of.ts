/** What an address says of the place: whatever of it was filled in. */
export type Whereabouts = {
  country: string
  region?: string | null | undefined
  city?: string | null | undefined
  postal_code?: string | null | undefined
}

/** A region by whatever an address may call it: the words of its name, its towns (folded as `folded` does), the first two digits of its post. */
type Known = { region: string; name: RegExp; towns: string; post: string[] }

/**
 * Regions that a sale may not reach, and how an address without their code gives them away. Towns as they are written in English, in
 * Ukrainian and in Russian, old names and new ones; only such as no other region has. Post by the first two digits (Ukrposhta); the six
 * digits that are used there since 2014 are the same with a 2 in front.
 */
const named: readonly Known[] = [
  {
    region: 'UA-43',
    name: /crimea|kr[iy]m|q[iı]r[iı]m|кр[иы]м/,
    towns: `crimea simferopol yalta kerch feodosia feodosiya feodosiia theodosia yevpatoria yevpatoriia evpatoria eupatoria alushta sudak saky saki
      krym krim qirim qırım yevpatoriya alupka simeiz simeyiz simeis partenit foros livadiya massandra haspra gaspra dzhankoi dzhankoy dzhankoj
      djankoi djankoy armjansk bakhchisarai armiansk armyansk bakhchysarai bakhchisaray bilohirsk krasnoperekopsk shcholkine gurzuf hurzuf koktebel
      сімферополь симферополь ялта керч керчь феодосія феодосия євпаторія евпатория алушта судак саки джанкой армянськ армянск бахчисарай
      красноперекопськ красноперекопск гурзуф коктебель крим крым алупка сімеїз симеиз партеніт партенит форос лівадія ливадия масандра`,
    post: ['95', '96', '97', '98'],
  },
  {
    region: 'UA-40',
    name: /se[bv]astopol|севастопол/,
    towns: 'sevastopol sebastopol balaklava inkerman севастополь балаклава інкерман инкерман',
    post: ['99'],
  },
  {
    region: 'UA-14',
    name: /donetsk|донецьк|донецк/,
    towns: `donetsk mariupol makiivka makeevka makeyevka horlivka gorlovka yenakiieve yenakiyevo enakievo khartsyzk debaltseve debaltsevo ilovaisk
      volnovakha bakhmut artemivsk artemovsk avdiivka avdeevka kramatorsk sloviansk slavyansk pokrovsk
      донецьк донецк маріуполь мариуполь макіївка макеевка горлівка горловка єнакієве енакиево харцизьк харцызск дебальцеве дебальцево іловайськ иловайск
      волноваха бахмут артемівськ артемовск авдіївка авдеевка краматорськ краматорск словянськ славянск покровськ покровск`,
    post: ['83', '84', '85', '86', '87'],
  },
  {
    region: 'UA-09',
    name: /l[ua]h?g?ansk|луганс/,
    towns: `luhansk lugansk alchevsk sievierodonetsk severodonetsk lysychansk lisichansk starobilsk starobelsk stakhanov kadiivka khrustalnyi sorokyne
      krasnodon rubizhne rubezhnoye antratsyt antratsit sverdlovsk dovzhansk rovenky rovenki
      луганськ луганск алчевськ алчевск сєвєродонецьк северодонецк лисичанськ лисичанск старобільськ старобельск стаханов кадіївка хрустальний сорокине
      краснодон рубіжне рубежное антрацит довжанськ ровеньки`,
    post: ['91', '92', '93', '94'],
  },
]

const townsOf = new Map(named.map(({ region, towns }) => [region, new Set(towns.split(/\s+/).map(plain))]))

/** The regions that an address speaks of: its own word for one, with what its town and its post say. */
export function regionsOf({ country, region, city, postal_code }: Whereabouts): string[] {
  const own = region ? [folded(region).toUpperCase()] : []
  const there = named.filter((one) => one.region.startsWith(`${country}-`))
  const [state, town, post] = [folded(region ?? ''), folded(city ?? ''), digitsOf(postal_code ?? '')]
  const digits = post.length === 6 && post.startsWith('2') ? post.slice(1) : post
  const said = there.filter(
    (one) =>
      one.name.test(state) ||
      one.name.test(plain(state)) ||
      wordsOf(town).some((word) => townsOf.get(one.region)?.has(plain(word))) ||
      (digits.length === 5 && one.post.includes(digits.slice(0, 2))),
  )
  return [...own, ...said.map((one) => one.region)]
}

function wordsOf(town: string): string[] {
  return town.split(/[^\p{L}]+/u)
}

/** Letters without their accents; a letter of the other alphabet that looks the same, amid Latin ones, is the Latin one. */
function plain(word: string): string {
  const bare = word.normalize('NFKD').replaceAll(/\p{M}/gu, '')
  return /[a-z]/.test(bare)
    ? bare.replaceAll(/[аеіорсухкмтвн]/g, (letter) => 'aeiopcyxkmtbh'['аеіорсухкмтвн'.indexOf(letter)] ?? letter)
    : bare
}

/** The digits of a text, of whatever script: those of each stand in tens. */
function digitsOf(text: string): string {
  const isDigit = (code: number) => /\p{Nd}/u.test(String.fromCodePoint(code))
  return [...text.normalize('NFKC').matchAll(/\p{Nd}/gu)]
    .map(([sign]) => {
      const code = sign.codePointAt(0) ?? 0
      let value = 0
      while (value < 9 && isDigit(code - value - 1)) value += 1
      return String(value)
    })
    .join('')
}

function folded(text: string): string {
  return text
    .normalize('NFKC')
    .trim()
    .toLowerCase()
    .replaceAll(/[\u0027\u0060\u00b4\u02b9\u02bc\u2018\u2019\u2032]/g, '')
}
