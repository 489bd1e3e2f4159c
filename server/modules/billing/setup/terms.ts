/** The texts that a purchase binds to; a company replaces them by its own. Written in plain words on purpose: people must be able to read them. */
export const termsTexts: { code: string; version: string; title: string; body: string }[] = [
  {
    code: 'terms-of-sale',
    version: '1.0',
    title: 'Terms of sale',
    body: `# Terms of sale

**1. Who and what.** The company named as seller on your order sells subscriptions of its software to the company named as buyer. The order
says which edition, for how many seats, from when until when, and at what price.

**2. Seats.** A seat is one person who may use the software. You may pass a seat on from one person to another. If more people use the
software than there are seats, buy the missing seats; they end together with the others.

**3. Licence.** While the subscription runs, you may install and use the software in your organisation within the seats. You may not sell it
on, offer it to others as a service, or remove its licence check. Parts under an open-source licence stay under that licence.

**4. Price and tax.** The order shows the price, the tax and the total. Yearly subscriptions are paid in advance for the year, monthly ones
for the month. What the law adds as tax is charged with it, or accounted for by you where the law says so.

**5. Renewal.** At its end the subscription renews for the same length at the same price unless you switch that off in the portal before the
last day. We write to you sixty days before.

**6. Ending.** You may end the subscription at the end of its term. If we break these terms and do not put it right within thirty days of
your notice, you may end it at once and get back what you paid for the time that is left.

**7. Support and updates.** You get updates while the subscription runs and support as your edition describes it.

**8. Your data.** The software runs on your servers; we do not see your content. What the server reports about its use is described in the
documentation and can be switched off.

**9. Liability.** Each side is liable without limit for intent, gross negligence and injury to people, and otherwise for damage that could be
foreseen, up to what was paid in the twelve months before.

**10. Last words.** The law of the seller's seat applies. Your own terms of purchase do not become part of this contract, even if an order
number of yours is printed on the invoice. Should one clause fail, the others stand.
`,
  },
  {
    code: 'privacy-notice',
    version: '1.0',
    title: 'Privacy notice for buyers',
    body: `# Privacy notice for buyers

We keep your name, e-mail address, company and what you bought, because the contract and the law on invoices need them. With the acceptance of
an order we keep your address on the network and the kind of your browser as evidence; both are stored sealed and can be erased.
Card data goes to the payment provider and never reaches us; we keep the brand and the last four digits.
Invoices are kept as long as tax law demands. You may ask what we hold about you, have it corrected, and have erased what the law does not
oblige us to keep: write to us at the address that stands on your invoices.
`,
  },
]
