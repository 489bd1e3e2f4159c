import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants } from 'node:zlib'

const brotli = promisify(brotliCompress)

/**
 * Files of their own: libraries, which change seldom, so that a new release of ours costs a returning reader little; and what nearly every
 * page shows together, which packs smaller in one piece than in forty. Each takes what it imports along, unless one before it has it.
 */
const shelves: { name: string; test: RegExp; shared?: number }[] = [
  // before the library that it stands in for, which would take it along
  { name: 'shapes', test: /web\/shapes\/(noted|operation|list)\.ts$|server\/kernel\/(shapes|money|page|refusal)\.ts$/ },
  { name: 'zod', test: /node_modules\/zod\/|web\/shapes\/made\.ts$/ },
  {
    name: 'library',
    test: /node_modules\/((react|react-dom|scheduler|@tanstack)\/|@mantine\/core\/esm\/(core\/|components\/(Button|ActionIcon|UnstyledButton|Skeleton|Loader|Transition)\/))/,
  },
  {
    name: 'kit',
    test: /web\/kit\/((controls|feedback|layout|text|format|days|values|Names|keys|acts|bar|later|fetched|Link|address|toast|Status|csv)\.tsx?|over\/(menus|opens|sheets|useTip)\.tsx|record\/Facts\.tsx|list\/useDebounced\.ts)$/,
  },
  { name: 'signs', test: /node_modules\/@tabler\//, shared: 5 },
  // before the frame, which shows none of them
  { name: 'webhooks', test: /server\/doors\/contract\/webhooks\.ts$/ },
  { name: 'comments', test: /server\/doors\/contract\/comments\.ts$/ },
  { name: 'views', test: /server\/doors\/contract\/views\.ts$/ },
  {
    name: 'frame',
    test: /web\/frame\/(Shell|Pills|SheetBar|StepUp|nav\/(?!PhoneNav)\w+)\.tsx?$|server\/(doors|modules\/people)\/contract(\.ts|\/(sign-in|notices|favourites|jobs|home)\.ts)$/,
  },
  // before the list, which would take them along: records ask who works here, and tables in a page are searched
  { name: 'persons', test: /server\/modules\/people\/contract\/(persons|roles)\.ts$/ },
  { name: 'find', test: /web\/kit\/list\/(Search\.tsx|useSearchWords\.ts)$/ },
  { name: 'list', test: /web\/kit\/list\/(List|Rows|Views|Tools|Head|Totals|PhoneRows|Peek)\.tsx$/ },
]

/** Packs scripts and styles once, as small as it goes, beside the files: what every visit loads is not packed in haste while somebody waits. */
const packed: Plugin = {
  name: 'packed',
  apply: 'build',
  // once all is written: before, addresses of parts are still put into the texts
  async writeBundle({ dir = '.' }, bundle) {
    const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT }
    const pack = async (name: string) => {
      const bytes = await readFile(join(dir, name))
      if (bytes.length >= 1024) await writeFile(join(dir, `${name}.br`), await brotli(bytes, { params }))
    }
    await Promise.all(
      Object.keys(bundle)
        .filter((name) => /\.(js|css)$/.test(name))
        .map(pack),
    )
  },
}

/** Shades of the library's colours that no part of ours has: the house has colours of its own. */
const unused = /--mantine-color-(?:blue|cyan|grape|green|indigo|lime|orange|pink|violet|yellow)-[\w-]+:[^;}]*;?/g

const ownColours: Plugin = {
  name: 'own-colours',
  apply: 'build',
  generateBundle(_, bundle) {
    for (const one of Object.values(bundle))
      if (one.type === 'asset' && one.fileName.endsWith('.css')) one.source = String(one.source).replaceAll(unused, '')
  },
}

const root = import.meta.dirname
const stands = new Map([
  ['server/kernel/operation.ts', 'web/shapes/operation.ts'],
  ['server/kernel/list/declare.ts', 'web/shapes/list.ts'],
])

type Resolving = { resolve: (source: string, importer: string | undefined, more: object) => Promise<{ id: string } | null> }

/** Contracts are read in the browser without the library of shapes: what they import it by is written down instead, see `noted.ts`. */
const shapesForBrowser = {
  name: 'shapes-for-browser',
  enforce: 'pre' as const,
  async resolveId(this: Resolving, source: string, importer: string | undefined, more: object) {
    if (!importer || importer.includes('/node_modules/')) return undefined
    if (source === 'zod') return /\/server\/(?!kernel\/strict\.ts)/.test(importer) ? join(root, 'web/shapes/noted.ts') : undefined
    if (!/\/(operation|declare)\.ts$/.test(source)) return undefined
    const found = await this.resolve(source, importer, { ...more, skipSelf: true })
    const instead = found && stands.get(found.id.slice(root.length + 1))
    return instead ? join(root, instead) : found
  },
  // what an operation is called in the reference is for those who read that
  transform(code: string, id: string) {
    return /\/server\/.*\bcontract\b.*\.ts$/.test(id) ? code.replaceAll(/^ {2}summary: (['"])(?:\\.|(?!\1).)*\1,$/gm, '') : undefined
  },
}

export default defineConfig({
  root: 'web',
  publicDir: false,
  plugins: [react(), shapesForBrowser, ownColours, packed],
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    target: 'es2023',
    assetsInlineLimit: 2048,
    // what the page itself brings is there before any part of it: no part names it again
    modulePreload: {
      resolveDependencies: (_file, needed, { hostType }) =>
        hostType === 'js' ? needed.filter((name) => !/^assets\/(frame|kit|library|rolldown-runtime|shapes|signs)-/.test(name)) : needed,
    },
    rolldownOptions: {
      // a promise says something and does nothing: what a screen does not ask for does not come with it
      treeshake: {
        moduleSideEffects: [
          { test: /\/server\/(modules\/[^/]+|doors|kernel)\/.*\.ts$/, sideEffects: false },
          { test: /\/web\/(kit|shapes|frame)\/.*\.tsx?$/, sideEffects: false },
        ],
        manualPureFunctions: ['z', 'operation', 'listOperation'],
      },
      output: {
        codeSplitting: {
          groups: shelves.map(({ name, test, shared = 1 }, at) => ({ name, test, minShareCount: shared, priority: shelves.length - at })),
        },
      },
    },
  },
  server: { port: 5173, proxy: { '/api': process.env['QUARTERDECK_API'] ?? 'http://127.0.0.1:4000' } },
})
