/** Mailboxes that anybody can have: their domain says nothing about a company. The world's large free mail services, 2026. */
const freeMail = new Set(
  'gmail.com googlemail.com outlook.com hotmail.com hotmail.de hotmail.fr hotmail.co.uk live.com msn.com yahoo.com yahoo.co.uk yahoo.co.jp yahoo.de yahoo.fr ymail.com icloud.com me.com mac.com aol.com proton.me protonmail.com pm.me tutanota.com tuta.com gmx.de gmx.net gmx.com gmx.at gmx.ch web.de t-online.de freenet.de posteo.de mailbox.org orange.fr free.fr laposte.net wanadoo.fr libero.it virgilio.it mail.ru yandex.ru yandex.com bk.ru qq.com 163.com 126.com sina.com naver.com daum.net rediffmail.com zoho.com fastmail.com hey.com mail.com seznam.cz wp.pl onet.pl interia.pl uol.com.br bol.com.br terra.com.br btinternet.com comcast.net verizon.net att.net'.split(
    ' ',
  ),
)

/** Second levels below which companies register, where the country sells three labels (publicsuffix.org, ICANN part, 2026). */
const secondLevels = new Set('ac co com edu gob gov go govt gouv ltd me mil ne net nom nic or org plc sch gv asn id'.split(' '))

/** The domain that a company registers: mail.eng.acme.co.uk → acme.co.uk. Nothing for an address or a single label. */
export function registrableDomain(host: string): string | undefined {
  const labels = host.toLowerCase().replace(/\.$/, '').split('.')
  if (labels.length < 2 || labels.some((label) => label === '') || /^\d+$/.test(labels.at(-1) ?? '')) return undefined
  const threefold = labels.length > 2 && (labels.at(-1)?.length ?? 0) === 2 && secondLevels.has(labels.at(-2) ?? '')
  return labels.slice(threefold ? -3 : -2).join('.')
}

/** The company's domain behind a mail address; nothing for free mail. */
export function companyDomainOf(email: string): string | undefined {
  const domain = registrableDomain(email.split('@').at(-1) ?? '')
  return domain && !freeMail.has(domain) ? domain : undefined
}

/** The domain of a website as people type it, with or without https://. */
export function websiteDomain(website: string): string | undefined {
  const host = /^(?:[a-z]+:\/\/)?(?:[^/@]*@)?([^/:?#]+)/i.exec(website.trim())?.[1]
  return host ? registrableDomain(host) : undefined
}
