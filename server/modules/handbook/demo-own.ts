import type { ToldPage } from './demo-sold.ts'

/** Everybody's days, and the systems on which they stand. */
export const ownPages: ToldPage[] = [
  {
    path: 'people',
    keeps: 'bizops',
    audience: 'public',
    ago: 78,
    source: `# Working at Tidewater

We work from seven countries, in English, and write things down so that nobody has to be awake for them.

- [Your first day](people/first-day)
- [How do I get a laptop](people/laptop)
- [Time off](people/leave)
- Growing here (WIP)
`,
  },
  {
    path: 'people/first-day',
    keeps: 'bizops',
    audience: 'public',
    ago: 180,
    source: `# Your first day

Somebody waits for you, in a call or at a door. By the evening you have signed in everywhere and know three names.

1. Sign in with the letter that you got the day before
2. Set up a second factor
3. [Order your laptop](laptop), if it has not come
4. Read this page's neighbours, and ask about what you did not understand

<!-- internal -->
The colleague who waits is named by the manager a week before. No name, no start: tell Ilse.
<!-- /internal -->
`,
  },
  {
    path: 'people/laptop',
    keeps: 'bizops',
    audience: 'public',
    ago: 181,
    source: `# How do I get a laptop

Choose one of three, and it is with you within 5 business days.

1. Choose: light, strong, or the one that you know
2. Say where you live and whom the courier may ring
3. Set it up with the guide that lies in the box
4. Send a picture of the serial number to the desk

If nothing has come after 5 business days, write to the desk with the day on which you asked.
`,
    then: [
      {
        ago: 60,
        note: 'The courier became faster',
        from: 'it is with you within 5 business days',
        to: 'it is with you within 3 business days',
      },
    ],
  },
  {
    path: 'people/leave',
    keeps: 'bizops',
    ago: 172,
    source: `# Time off

Tell your manager two weeks before, and put it in the calendar. Nobody has to say what for.

- 30 days a year, in every country
- Illness is no time off: say so on the first day, and get well
- What you carry over ends in March
`,
  },
  {
    path: 'people/travel',
    keeps: 'bizops',
    ago: 189,
    source: `# Travelling abroad (TBA)

What we know so far: file expenses within 60 days; above $75 attach a receipt. The rest is being written.
`,
  },
  {
    path: 'people/pay',
    keeps: 'bizops',
    audience: 'restricted',
    ago: 165,
    source: `# Pay bands

Pay is by band and country, looked at once a year. Who is outside a band is talked about with leadership, by name, and with nobody else.
`,
  },
  {
    path: 'operations/old-vendors',
    keeps: 'bizops',
    ago: 207,
    source: `# Vendors, as it was

Ask the founder.
`,
  },
  {
    path: 'engineering/security-report',
    keeps: 'bizops',
    audience: 'public',
    ago: 130,
    source: `# Report a weakness

Write to security@tidewater.example. A person answers within one business day, and we never take anybody to court who looked in good faith.

1. Tell us what you saw, and how to see it again
2. Give us 90 days before you tell others
3. We say when it is mended, and thank you by name if you like
`,
  },
  {
    path: 'engineering/on-call',
    keeps: 'bizops',
    ago: 126,
    source: `# On call

One week in five, with a day off after it. Whoever is woken writes down why before lunch.

- A page that nobody could act on is taken out the same week.
- Two nights in a row are one too many: hand over, and say so in the [planning](https://docs.google.com/document/d/harbor-planning).
`,
  },
  {
    path: 'about',
    keeps: 'bizops',
    audience: 'public',
    ago: 208,
    source: `---
description: What this handbook is, who writes it, and how to have it changed.
---
# About this handbook

Whoever does the work writes how it is done. What is in force stands here, and what does not stand here is not a rule.

Every page has one owner. Comment on it, and it is changed or you hear why not.
`,
  },
]
