// Bundles the scripts, styles and pictures of the pages: node build.mjs OUTPUT_FOLDER
// Names carry a hash of their content, so browsers may keep them for ever; manifest.json maps plain names to them.
import { build } from 'esbuild';
import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { icons } from './icons.mjs';

const output = process.argv[2];
if (!output) throw new Error('Say where to: node build.mjs OUTPUT_FOLDER');
await rm(output, { recursive: true, force: true });
await mkdir(output, { recursive: true });

const manifest = {};
await bundle();
manifest['icons.svg'] = await put('icons.svg', await sprite());
manifest['favicon.svg'] = await put('favicon.svg', await readFile('favicon.svg'));
manifest['site.webmanifest'] = await put('site.webmanifest', webManifest());
await compress();
await writeFile(join(output, 'manifest.json'), JSON.stringify(manifest, null, 2) + '\n');

async function bundle() {
  const { metafile } = await build({
    entryPoints: [
      'site.ts', 'watch.ts', 'embed.ts', 'upload.ts', 'studio.ts', 'edit.ts', 'api.ts',
      'site.css', 'watch.css', 'embed.css', 'upload.css', 'studio.css', 'edit.css', 'api.css',
    ],
    outdir: output,
    entryNames: '[name]-[hash]',
    chunkNames: 'chunk-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    target: ['chrome120', 'firefox121', 'safari17.4'],
    minify: true,
    metafile: true,
    loader: { '.svg': 'text' },
    legalComments: 'none',
    logLevel: 'warning',
  });
  for (const [path, { entryPoint }] of Object.entries(metafile.outputs))
    if (entryPoint) manifest[basename(entryPoint).replace(/\.ts$/, '.js')] = basename(path);
}

async function put(name, content) {
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 8);
  const hashed = `${basename(name, extname(name))}-${hash}${extname(name)}`;
  await writeFile(join(output, hashed), content);
  return hashed;
}

// One file of symbols for the icons that pages written on the server use.
async function sprite() {
  const symbols = await Promise.all(icons.map(async name => {
    const svg = await readFile(`node_modules/lucide-static/icons/${name}.svg`, 'utf8');
    const shapes = svg.slice(svg.indexOf('>', svg.indexOf('<svg')) + 1, svg.lastIndexOf('</svg>')).replace(/\s+/g, ' ').trim();
    return `<symbol id="${name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-linecap="round" stroke-linejoin="round">${shapes}</symbol>`;
  }));
  return `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join('')}</svg>`;
}

function webManifest() {
  return JSON.stringify({
    name: 'VideoTube',
    short_name: 'VideoTube',
    start_url: '/',
    display: 'standalone',
    background_color: '#101114',
    theme_color: '#101114',
    icons: [{ src: manifest['favicon.svg'], sizes: 'any', type: 'image/svg+xml' }],
  });
}

// Compressed once here, hard, instead of at each request.
async function compress() {
  for (const name of await readdir(output)) {
    const bytes = await readFile(join(output, name));
    await writeFile(join(output, `${name}.gz`), gzipSync(bytes, { level: 9 }));
    await writeFile(join(output, `${name}.br`), brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }));
  }
}
