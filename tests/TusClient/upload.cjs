// Uploads a file with tus-js-client: node upload.cjs ADDRESS TOKEN FILE TITLE [CUTS SEED PARALLEL]. Between the client and the site stands a
// line that is cut CUTS times, each time after as many bytes as SEED decides. Writes what came of it as one line of JSON.
'use strict';

const fs = require('fs');
const net = require('net');
const tus = require('tus-js-client');

const [, , address, token, path, title, cuts = '0', seed = '1', parallel = '1'] = process.argv;
const site = new URL(address);
let left = Number(cuts);
let state = Number(seed);
const random = limit => (state = (Math.imul(state, 1103515245) + 12345) >>> 0) % limit;

const line = net.createServer(client => {
  const server = net.connect(site.port, site.hostname);
  let room = left > 0 ? 2000 + random(200_000) : Infinity;
  const end = () => { client.destroy(); server.destroy(); };
  client.on('data', bytes => {
    if ((room -= bytes.length) > 0) return void (server.write(bytes) || (client.pause(), server.once('drain', () => client.resume())));
    if (room + bytes.length > 0) server.write(bytes.subarray(0, room + bytes.length));
    left--;
    if (random(2)) server.resetAndDestroy(); else server.end();
    client.resetAndDestroy();
  });
  server.on('data', bytes => client.write(bytes));
  for (const side of [client, server]) side.on('close', end).on('error', end);
});

line.listen(0, '127.0.0.1', () => {
  const through = `http://127.0.0.1:${line.address().port}/api/v1/uploads`;
  const tell = result => { console.log(JSON.stringify({ ...result, cuts: Number(cuts) - left })); process.exit(0); };
  const upload = new tus.Upload(fs.createReadStream(path), {
    endpoint: through,
    uploadSize: fs.statSync(path).size,
    chunkSize: 300_000,
    retryDelays: Array(50).fill(100),
    headers: { Authorization: `Bearer ${token}` },
    metadata: { filename: 'clip.mp4', filetype: 'video/mp4', title },
    ...(parallel === '1' ? {} : { chunkSize: Infinity, parallelUploads: Number(parallel), uploadSize: null }),
    onError: error => tell({ error: error.message }),
    onSuccess: ({ lastResponse }) => tell({ result: lastResponse.getHeader('Upload-Result') }),
  });
  upload.start();
});
process.stdin.on('end', () => process.exit(0)).resume();
