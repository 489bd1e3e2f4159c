/** The plan of the company, in the fewest words. */
export const companyPlan = `# FY27 Company VPMOM

Period: FY27

Vision
- Calm seas for every crew

Priorities
1. Crews first

Methods
1. Sell without a salesperson

Obstacles
- Weather

Measures
- Annual recurring revenue doubles
`
