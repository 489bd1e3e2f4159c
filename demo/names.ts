import type { Dice } from './random.ts'

type Place = { country: string; region?: string; city: string; postal_code: string; form: string; currency: 'USD' | 'EUR' }

/** Where the demo's customers sit: four continents and more, each with the legal form that companies have there. */
const places: readonly (readonly [Place, number])[] = [
  [{ country: 'US', region: 'CA', city: 'Oakland', postal_code: '94607', form: 'Inc.', currency: 'USD' }, 9],
  [{ country: 'US', region: 'TX', city: 'Austin', postal_code: '78701', form: 'LLC', currency: 'USD' }, 6],
  [{ country: 'US', region: 'NY', city: 'Albany', postal_code: '12207', form: 'Inc.', currency: 'USD' }, 7],
  [{ country: 'US', region: 'IL', city: 'Chicago', postal_code: '60601', form: 'Corp.', currency: 'USD' }, 5],
  [{ country: 'US', region: 'VA', city: 'Norfolk', postal_code: '23510', form: 'LLC', currency: 'USD' }, 4],
  [{ country: 'CA', region: 'ON', city: 'Ottawa', postal_code: 'K1P 1J1', form: 'Ltd.', currency: 'USD' }, 5],
  [{ country: 'DE', city: 'Hamburg', postal_code: '20095', form: 'GmbH', currency: 'EUR' }, 9],
  [{ country: 'DE', city: 'Leipzig', postal_code: '04109', form: 'AG', currency: 'EUR' }, 4],
  [{ country: 'FR', city: 'Lyon', postal_code: '69002', form: 'SAS', currency: 'EUR' }, 7],
  [{ country: 'NL', city: 'Utrecht', postal_code: '3511', form: 'B.V.', currency: 'EUR' }, 5],
  [{ country: 'ES', city: 'Bilbao', postal_code: '48001', form: 'S.L.', currency: 'EUR' }, 4],
  [{ country: 'IT', city: 'Torino', postal_code: '10121', form: 'S.r.l.', currency: 'EUR' }, 4],
  [{ country: 'SE', city: 'Malmö', postal_code: '211 20', form: 'AB', currency: 'EUR' }, 3],
  [{ country: 'PL', city: 'Gdańsk', postal_code: '80-001', form: 'Sp. z o.o.', currency: 'EUR' }, 3],
  [{ country: 'GB', city: 'Bristol', postal_code: 'BS1 4DJ', form: 'Ltd', currency: 'EUR' }, 6],
  [{ country: 'CH', city: 'Basel', postal_code: '4051', form: 'AG', currency: 'EUR' }, 3],
  [{ country: 'AU', city: 'Brisbane', postal_code: '4000', form: 'Pty Ltd', currency: 'USD' }, 4],
  [{ country: 'NZ', city: 'Wellington', postal_code: '6011', form: 'Limited', currency: 'USD' }, 2],
  [{ country: 'JP', city: 'Fukuoka', postal_code: '810-0001', form: 'K.K.', currency: 'USD' }, 5],
  [{ country: 'SG', city: 'Singapore', postal_code: '048619', form: 'Pte. Ltd.', currency: 'USD' }, 3],
  [{ country: 'IN', city: 'Pune', postal_code: '411001', form: 'Pvt. Ltd.', currency: 'USD' }, 5],
  [{ country: 'BR', city: 'Curitiba', postal_code: '80010-000', form: 'Ltda.', currency: 'USD' }, 4],
  [{ country: 'MX', city: 'Monterrey', postal_code: '64000', form: 'S.A. de C.V.', currency: 'USD' }, 2],
  [{ country: 'ZA', city: 'Durban', postal_code: '4001', form: '(Pty) Ltd', currency: 'USD' }, 3],
  [{ country: 'KE', city: 'Nairobi', postal_code: '00100', form: 'Ltd', currency: 'USD' }, 2],
]

const first =
  'Alder Amber Anvil Arbor Aster Basalt Beacon Birch Bluff Bramble Brook Cairn Cedar Cinder Cobalt Copper Coral Crane Crest Delta Drift Dune Ember Falcon Fathom Fennel Fern Finch Fjord Flint Forge Gable Garnet Glacier Granite Grove Gull Harrow Hazel Heron Hollow Indigo Iris Ivory Jasper Juniper Kestrel Lantern Larch Lark Linden Lumen Maple Marlin Meadow Meridian Mica Mistral Moss Nimbus Oak Obsidian Onyx Opal Orchard Osprey Otter Pebble Pine Plover Quarry Quartz Quill Raven Reed Ridge Rowan Saffron Sage Sable Sequoia Shale Slate Sparrow Spruce Sterling Summit Swift Tamarind Teal Thistle Timber Topaz Umber Valley Vesper Walnut Willow Wren Yarrow Zephyr'.split(
    ' ',
  )
const second =
  'Rail Freight Health Robotics Energy Bank Textiles Foods Optics Aerospace Biotech Logistics Insurance Mining Water Media Games Semiconductors Pharma Marine Motors Payments Security Telecom Utilities Research Instruments Analytics Construction Airways Printing Ceramics Chemicals Steel Learning Mobility Observatory Ports Packaging Seeds'.split(
    ' ',
  )
const given =
  'Ada Amara Anika Bruno Camille Chidi Daan Elif Elena Emeka Erik Femi Greta Hana Hiro Ines Ivan Jonas Kaito Kerstin Lars Leila Liam Lucia Mateo Maya Mei Milan Nadia Noor Olu Paula Priya Rafael Ravi Rosa Saanvi Sofia Tariq Thandi Tomasz Uma Viktor Wanjiru Yara Yuki Zofia'.split(
    ' ',
  )
const family =
  'Abara Almeida Andersen Bakker Becker Bianchi Castillo Chen Costa Dubois Eriksen Fernandes Garcia Haddad Hansen Iyer Jansen Kamau Keller Kimura Kowalski Laurent Lindqvist Marin Mbeki Moreau Nakamura Novak Okafor Ortega Patel Petrov Quinn Reyes Rossi Sato Schmidt Silva Singh Tanaka Torres Vogel Walker Weber Yamada Zhang'.split(
    ' ',
  )

export type Company = {
  name: string
  domain: string
  place: Place
  person: { name: string; email: string }
  taxId?: string
  /** the number of a sandbox card other than the one that always pays */
  card?: string
  /** how it pays an invoice on terms, 20 days later; the others pay all of it, sooner or later */
  pays?: 'whole' | 'too_much' | 'half' | 'short'
}

/** Invented companies, each name once; addresses end in the reserved `.example`. */
export function companiesOf(dice: Dice, count: number): Company[] {
  const used = new Set<string>()
  const made: Company[] = []
  while (made.length < count) {
    const words = `${dice.pick(first)} ${dice.pick(second)}`
    const place = dice.weighted(places)
    if (used.has(words)) continue
    used.add(words)
    const domain = `${words.toLowerCase().replaceAll(' ', '-')}.example`
    const [forename, surname] = [dice.pick(given), dice.pick(family)]
    made.push({
      name: `${words} ${place.form}`,
      domain,
      place,
      person: { name: `${forename} ${surname}`, email: `${forename}.${surname}@${domain}`.toLowerCase() },
    })
  }
  return made
}
