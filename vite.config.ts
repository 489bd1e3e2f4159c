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
  { name: 'react', test: /node_modules\/(react|react-dom|scheduler)\// },
  { name: 'routes', test: /node_modules\/@tanstack\// },
  // before the library that it stands in for, which would take it along
  { name: 'shapes', test: /web\/shapes\/(noted|operation|list)\.ts$|server\/kernel\/(shapes|money|page|refusal)\.ts$/ },
  { name: 'zod', test: /node_modules\/zod\/|web\/shapes\/made\.ts$/ },
  {
    name: 'ground',
    test: /node_modules\/@mantine\/core\/esm\/(core\/|components\/(Button|ActionIcon|UnstyledButton|Skeleton|Loader|Transition)\/)/,
  },
  {
    name: 'kit',
    test: /web\/kit\/((controls|feedback|layout|text|format|days|values|Names|keys|acts|bar|later|fetched|Link|address|toast|Status|Markdown|csv)\.tsx?|over\/(menus|opens|sheets|useTip)\.tsx|record\/Facts\.tsx|list\/useDebounced\.ts)$/,
  },
  { name: 'signs', test: /node_modules\/@tabler\//, shared: 5 },
  {
    name: 'frame',
    test: /web\/frame\/(Shell|Pills|SheetBar|StepUp|nav\/\w+)\.tsx?$|server\/(doors|modules\/people)\/contract(\.ts|\/(sign-in|notices|favourites|jobs|home)\.ts)$/,
  },
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
}

export default defineConfig({
  root: 'web',
  publicDir: false,
  plugins: [react(), shapesForBrowser, packed],
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    target: 'es2023',
    assetsInlineLimit: 2048,
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
