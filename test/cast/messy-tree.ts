/** A handbook in four dialects as people leave one behind, with what goes wrong in each planted once; in our own words. */
export const messyTree: Readonly<Record<string, string | Uint8Array>> = {
  // GitBook
  'quay/.gitbook.yaml': 'root: ./book/\nstructure:\n  readme: README.md\n  summary: SUMMARY.md\n',
  'quay/book/SUMMARY.md':
    '# Contents\n\n* [Welcome](README.md)\n\n## Ships\n\n* [Mooring](ships/mooring.md)\n  * [Ropes and knots](ships/ropes%20and%20knots.md)\n* [Night watch]()\n* [Gone](ships/gone.md)\n',
  'quay/book/README.md': '# Welcome to the quay\n\nBegin with [mooring](ships/mooring.md).\n',
  'quay/book/ships/mooring.md':
    '# Mooring\n\n{% hint style="warning" %}\nNever alone.\n{% endhint %}\n\nTwo ropes, see [knots](<ropes and knots.md>) and [the storm plan](storm.md).\n\n{% swagger method="get" %}\nThe tide table.\n{% endswagger %}\n',
  'quay/book/ships/ropes and knots.md':
    '---\ndescription: Which knot holds\n---\n# Ropes and knots (60%)\n\nThe bowline.\r\nTabs\tstay. \n',
  // MkDocs
  'yard/mkdocs.yml':
    'site_name: Yard\nplugins:\n  - search\nextra: !ENV [HOME, none]\nnav:\n  - Home: index.md\n  - Tools:\n      - Saw: tools/saw.md\n      - Weather: https://weather.example.com\n',
  'yard/docs/index.md': '# The yard\n\nSee [the saw](tools/saw.md).\n',
  'yard/docs/tools/saw.md':
    '# The saw\n\n!!! danger "Hands"\n    Gloves off near the blade.\n\n??? plank\n    Unknown box.\n\n--8<-- "shared.md"\n',
  'yard/docs/tools/vise.md': '# The vise\n\nIn no contents.\n',
  // Docusaurus
  'crew/docusaurus.config.js': 'module.exports = { title: process.env.TITLE }\n',
  'crew/sidebars.js':
    "// order of the crew\n/** @type {import('x').Sidebars} */\nconst sidebars = {\n  crew: ['intro', { type: 'category', label: 'Leave', items: ['leave/sick', { type: 'link', label: 'Law', href: 'https://law.example.com' },] }],\n};\nmodule.exports = sidebars;\n",
  'crew/docs/01-intro.md':
    '---\nid: intro\nslug: /start-here\nsidebar_position: 1\n---\n# Joining the crew\n\n:::note[First day]\nCome at nine.\n:::\n',
  'crew/docs/leave/02-sick.mdx':
    "---\ntitle: Sick leave\n---\nimport Card from './card'\n\n<Card>Call before eight.</Card>\n\nSee [joining](../01-intro.md).\n",
  // Jekyll
  'news/_config.yml': 'title: News\n',
  'news/_data/navigation.yml': '- title: About\n  url: /about/\n',
  'news/about.md':
    '---\nlayout: page\npermalink: /about/\nredirect_from:\n  - /who-we-are/\n---\n# About us\n\n{% include map.html %}\n\nWritten by {{ site.author }}.\n',
  'news/_posts/2024-05-01-new-crane.md': '---\nlayout: post\ntitle: "The new crane"\n---\nIt lifts ten tons.\n',
  'news/unreadable.md': '---\ntitle: [open\n---\n# Unreadable keys\n\nText stays.\n',
  // what stands about
  'old.md': Uint8Array.from([...Buffer.from('# Caf'), 0xe9, ...Buffer.from('\n\nOpen at noon.\n')]),
  'binary.md': Uint8Array.from([0x23, 0x20, 0, 1, 2]),
  'hugo.md': '+++\ntitle = "From Hugo"\nweight = 3\naliases = ["/old/hugo/", "older"]\n+++\n\n{{< figure src="x.png" >}}\n',
  'for-few.md': '---\naudience: private\n---\n# Salaries\n\nNot for all.\n',
  'draft.md': '---\ndraft: true\n---\n# Half a thought\n\nHm.\n',
  'dense.md': `# Dense\n\n${'['.repeat(5000)}\n`,
  'LICENSE.md': 'Do as you like.\n',
  'assets/lamp.png': Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 1, 2, 3]),
}

export function cameOf(tree: Readonly<Record<string, string | Uint8Array>>): { file: string; bytes: Uint8Array }[] {
  return Object.entries(tree).map(([file, said]) => ({ file, bytes: typeof said === 'string' ? Buffer.from(said, 'utf8') : said }))
}
