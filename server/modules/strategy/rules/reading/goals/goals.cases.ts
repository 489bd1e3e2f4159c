/** Documents as companies write them, in our own words, and what each says. */
type Case = { name: string; text: string; plans: string[][]; file?: string }

export const documents: Case[] = [
  {
    name: 'headings with numbered results',
    text: '# Dock team, Q3 FY27 OKRs\n\n## Objective 1: Make every landing calm\n\n- KR 1.1: 95 % of boats tied within 4 minutes (from 80 %)\n- KR 1.2: No collision costs more than 50 EUR\n\n## Objective 2: Leave on time\n\n- KR 2.1: 9 of 10 departures on the minute\n- KR 2.2: Repairs at most 2\n',
    plans: [
      [
        'Dock team, Q3 FY27 OKRs (2026-08-01 – 2026-10-31)',
        'Make every landing calm',
        '  95 % of boats tied within 4 minutes (from 80 %) [80 > 95%]',
        '  No collision costs more than 50 EUR [<= 50EUR]',
        'Leave on time',
        '  9 of 10 departures on the minute [9]',
        '  Repairs at most 2 [<= 2]',
      ],
    ],
  },
  {
    name: 'one plan a quarter, owners and ranks in the line',
    text: '# Sail loft OKRs\n## 2027 Q1\n- **Objective**: No torn sail at sea\n  - `P0` - @mara - Inspection below 20 minutes\n  - `P1` - @jon - Records for 100 % of sails\n## 2027 Q2\n- **Objective**: One kind of thread\n  - `P2` - @mara - Two suppliers, one left\n',
    plans: [
      [
        'Sail loft OKRs, 2027 Q1 (2027-01-01 – 2027-03-31)',
        'No torn sail at sea',
        '  Inspection below 20 minutes [<= 20minutes] @mara',
        '  Records for 100 % of sails [100%] @jon',
      ],
      ['Sail loft OKRs, 2027 Q2 (2027-04-01 – 2027-06-30)', 'One kind of thread', '  Two suppliers, one left @mara'],
    ],
  },
  {
    name: 'bold letters under a plain first line',
    text: 'Galley goals\n\n**O1** Food is warm\n1. Warm on arrival 90 % (today 60 %)\n2. Complaints below 3 %\n\n**O2** Nothing is thrown away\n1. Every crate used within 2 weeks\n',
    plans: [
      [
        'Galley goals',
        'Food is warm',
        '  Warm on arrival 90 % (today 60 %) [60 > 90%]',
        '  Complaints below 3 % [<= 3%]',
        'Nothing is thrown away',
        '  Every crate used within 2 weeks [<= 2weeks]',
      ],
    ],
  },
  {
    name: 'labels that come again',
    text: '### Crew – first quarter\n\n**Objective:** People stay a season\n**Key Results:**\n* 30 contracts signed\n* Week-2 returns 70 %\n\n**Objective:** Everybody can swim\n**Key Results:**\n* 40 certificates\n',
    plans: [
      [
        'Crew – first quarter',
        'People stay a season',
        '  30 contracts signed [30]',
        '  Week-2 returns 70 % [70%]',
        'Everybody can swim',
        '  40 certificates [40]',
      ],
    ],
  },
  {
    name: 'a chapter that explains, and goals below it',
    text: '# How we plan\n\n## Words\n- **Objectives** are places to reach.\n- **Key Results** are how we see that we are there.\n\n## Goals of the lighthouse, 2027\n\n### Objective: Seen from every ship\n- [ ] 12 lamps renewed\n- [x] Fog horn heard\n\n### Objective: Dark never\n- [ ] Outage below 2 minutes for 99 % of nights\n',
    plans: [
      [
        'Goals of the lighthouse, 2027 (2027-01-01 – 2027-12-31)',
        'Seen from every ship',
        '  12 lamps renewed [12]',
        '  Fog horn heard',
        'Dark never',
        '  Outage below 2 minutes for 99 % of nights [<= 2minutes]',
      ],
    ],
  },
  {
    name: 'a table of readings',
    text: '# Harbour board OKRs\n## Objective: A sound purse\n| Key result | weight | 5 Mar | 12 Mar |\n|---|---|---|---|\n| Fees collected | 70 % | 10 % | 90 % |\n| Books closed | 30 % | 0 % | 50 % |\n',
    plans: [['Harbour board OKRs', 'A sound purse', '  Fees collected', '  Books closed']],
  },
]
