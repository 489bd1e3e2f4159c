/** A plan that is to be published, with a mark in everything of it that is not for anyone. */
export const planLeaks = (title: string) => `# ${title} (30%)

CANARY of a preface

Period: FY27
RAPID: ilse(R), farid(A), noa(A), sol(I), cato(P), mara(D)
DRI: ilse
Internal version: https://canary.test/internal
Previous versions: [CANARY](https://canary.test/before)
Budget: CANARY of a budget

Vision
- Every crew talks in one safe place. <!-- CANARY of a comment -->

Priorities
1. 🔒 CANARY of a priority
    - CANARY below a priority
2. Trust, says mara, who is reached at canary@tidewater.example

    🔒 CANARY of a paragraph

Methods
1. Sell without a call (DRI: cato)
2. :lock: CANARY of a method (DRI: sol)
3. [Answer](https://canary.test/link "CANARY") within a day (DRI: sol)
4. ~~Sell by letter~~ (DRI: cato)

Obstacles
- 🔒 CANARY of an obstacle
    - CANARY below an obstacle

Measures
- Revenue grows

Commentary
- CANARY of a commentary
`
