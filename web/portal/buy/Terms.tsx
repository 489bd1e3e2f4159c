import { IconDownload, IconFileText } from '@tabler/icons-react'
import { useState } from 'react'
import { portalTerms, portalTermsFile } from '../../../server/modules/billing/contract.ts'
import { fileHref, useAsk } from '../../ask.ts'
import { Answer, Button, Markdown, Modal } from '../../kit/index.ts'

type Term = { code: string; version: string; locale: string; title: string; sha: string }

/** The documents that an acceptance binds to: each can be read in full and kept before anything is accepted. */
export function Terms({ terms, onOpened }: { terms: Term[]; onOpened: () => void }) {
  const [shown, setShown] = useState<Term>()
  const locale = terms[0]?.locale ?? 'en'
  const asked = useAsk(portalTerms, { locale }, { staleTime: 600_000 })
  return (
    <>
      <ul className="terms">
        {terms.map((term) => (
          <li key={term.code}>
            <button
              type="button"
              className="linkish terms-open"
              onClick={() => {
                setShown(term)
                onOpened()
              }}
            >
              <IconFileText size={17} stroke={1.6} aria-hidden /> {term.title}
            </button>
            <span className="faint">version {term.version}</span>
            <a href={fileHref(portalTermsFile, { sha: term.sha })} download onClick={onOpened} aria-label={`Download ${term.title}`}>
              <IconDownload size={17} stroke={1.6} aria-hidden /> Download
            </a>
          </li>
        ))}
      </ul>
      <Modal opened={shown !== undefined} onClose={() => setShown(undefined)} title={shown?.title} size="lg">
        <Answer of={asked}>
          {(answer) => {
            const document = answer.documents.find((one) => one.sha === shown?.sha)
            if (!document) return <p>This version is no longer on this page. Download it instead.</p>
            return (
              <div className="stack" style={{ gap: 'var(--s-4)' }}>
                <Markdown text={document.body} />
                <Button variant="default" onClick={() => setShown(undefined)}>
                  Close
                </Button>
              </div>
            )
          }}
        </Answer>
      </Modal>
    </>
  )
}
