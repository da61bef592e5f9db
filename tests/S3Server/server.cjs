// An S3 server for tests: node server.cjs BUCKET PORT. Listens on that port (0: a free one) of the loopback, writes it as its
// only line, and ends when its input ends. Access key and secret are S3RVER.
//
// s3rver writes objects in place below a folder, so that a reader sees half of one; S3 replaces an object in one step. So its
// objects are kept in memory here. It takes any signature of version 4, and lacks the listing of unfinished uploads and
// their end; here it has them.
'use strict';

const crypto = require('crypto');
const { createHash, createHmac } = crypto;
// s3rver makes its continuation tokens with DES, which today's OpenSSL has not; nobody need keep them secret.
for (const [name, original] of Object.entries({ createCipheriv: crypto.createCipheriv, createDecipheriv: crypto.createDecipheriv }))
  crypto[name] = (algorithm, ...rest) =>
    algorithm === 'des' ? { update: data => Buffer.from(data), final: () => Buffer.alloc(0) } : original(algorithm, ...rest);
const { Readable } = require('stream');
const S3rver = require('s3rver');
const S3Bucket = require('s3rver/lib/models/bucket');
const S3Object = require('s3rver/lib/models/object');

const [, , bucketName, port] = process.argv;

class MemoryStore {
  bucket = new S3Bucket(bucketName, new Date());
  objects = new Map();
  uploads = new Map();
  configs = new Map();

  async getBucket(name) { return name === bucketName ? this.bucket : null; }
  async putBucket(name) { return this.getBucket(name); }
  async listBuckets() { return [this.bucket]; }
  async getSubresource(bucket, key, type) { return this.configs.get(type) ?? null; }
  async putSubresource(bucket, key, config) { this.configs.set(config.type, config); }
  async existsObject(bucket, key) { return this.objects.has(key); }
  async deleteObject(bucket, key) { this.objects.delete(key); }

  async listObjects(bucket, { startAfter = '', prefix = '', maxKeys = Infinity }) {
    const keys = [...this.objects.keys()].filter(key => key.startsWith(prefix) && key > startAfter).sort();
    const page = keys.slice(0, maxKeys);
    return {
      objects: page.map(key => new S3Object(bucket, key, null, this.objects.get(key).metadata)),
      commonPrefixes: [],
      isTruncated: keys.length > page.length,
    };
  }

  async getObject(bucket, key, options) {
    const found = this.objects.get(key);
    if (!found) return null;
    const last = Math.max(0, found.bytes.length - 1);
    const range = { start: options?.start || 0, end: Math.min(options?.end ?? Infinity, last) };
    const isRange = options && (options.start !== undefined || options.end);
    const isThere = range.start >= 0 && range.start <= range.end && range.start < Math.max(1, found.bytes.length);
    const object = new S3Object(bucket, key, isThere ? Readable.from([found.bytes.subarray(range.start, range.end + 1)], { objectMode: false }) : null, found.metadata);
    if (isRange) object.range = range;
    return object;
  }

  async putObject({ key, content, metadata }) {
    const bytes = await readAll(content);
    const md5 = createHash('md5').update(bytes).digest('hex');
    this.objects.set(key, {
      bytes,
      metadata: { ...metadata, etag: JSON.stringify(md5), 'last-modified': new Date().toUTCString(), 'content-length': bytes.length },
    });
    return { size: bytes.length, md5 };
  }

  async initiateUpload(bucket, key, id, metadata) { this.uploads.set(id, { key, metadata, began: new Date(), parts: new Map() }); }

  async putPart(bucket, id, number, content) {
    const bytes = await readAll(content);
    this.uploads.get(id).parts.set(Number(number), bytes);
    return { size: bytes.length, md5: createHash('md5').update(bytes).digest('hex') };
  }

  async putObjectMultipart(bucket, id, parts) {
    const upload = this.uploads.get(id);
    const bytes = Buffer.concat(parts.map(part => part.number).sort((a, b) => a - b).map(number => upload.parts.get(number)));
    const stored = await this.putObject({ key: upload.key, content: bytes, metadata: upload.metadata });
    this.uploads.delete(id);
    return stored;
  }
}

async function readAll(content) {
  if (Buffer.isBuffer(content)) return content;
  const chunks = [];
  for await (const chunk of content) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function unfinishedUploads(ctx, next) {
  const { store } = ctx.app;
  if (ctx.method === 'GET' && 'uploads' in ctx.query) {
    const entries = [...store.uploads].map(([id, { key, began }]) => ({ Key: key, UploadId: id, Initiated: began.toISOString() }));
    ctx.body = { ListMultipartUploadsResult: { Bucket: bucketName, IsTruncated: false, Upload: entries } };
  } else if (ctx.method === 'DELETE' && ctx.query.uploadId) {
    ctx.status = store.uploads.delete(ctx.query.uploadId) ? 204 : 404;
  } else {
    await next();
  }
}

// As a bucket is set up whose files are shown by pages of other origins.
async function cors(ctx, next) {
  ctx.set({ 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Headers': 'range', 'Access-Control-Expose-Headers': 'content-range, content-length, etag' });
  if (ctx.method === 'OPTIONS') ctx.status = 204;
  else await next();
}

// https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-authenticating-requests.html
async function signatureV4(ctx, next) {
  const fields = ctx.get('authorization')
    ? Object.fromEntries(ctx.get('authorization').slice('AWS4-HMAC-SHA256 '.length).split(/, ?/).map(field => field.split('=')))
    : { Credential: ctx.query['X-Amz-Credential'], SignedHeaders: ctx.query['X-Amz-SignedHeaders'], Signature: ctx.query['X-Amz-Signature'] };
  if (!fields.Signature) return refuse(ctx, 'AccessDenied', 'Access Denied');
  const date = ctx.query['X-Amz-Date'] ?? ctx.get('x-amz-date');
  const began = Date.parse(date.replace(/(....)(..)(..T..)(..)(..Z)/, '$1-$2-$3:$4:$5'));
  if (Date.now() > began + 1000 * (ctx.query['X-Amz-Expires'] ?? 900)) return refuse(ctx, 'AccessDenied', 'Request has expired');

  const encode = text => encodeURIComponent(text).replace(/[!'()*]/g, c => '%' + c.charCodeAt(0).toString(16).toUpperCase());
  const query = [...new URLSearchParams(ctx.querystring)].filter(([name]) => name !== 'X-Amz-Signature')
    .map(pair => pair.map(encode).join('=')).sort().join('&');
  const headers = fields.SignedHeaders.split(';').map(name => `${name}:${ctx.get(name).trim().replace(/ +/g, ' ')}\n`).join('');
  const hash = ctx.get('x-amz-content-sha256') || 'UNSIGNED-PAYLOAD';
  const request = [ctx.method, ctx.path, query, headers, fields.SignedHeaders, hash].join('\n');
  const [, ...scope] = fields.Credential.split('/');
  const text = ['AWS4-HMAC-SHA256', date, scope.join('/'), createHash('sha256').update(request).digest('hex')].join('\n');
  const key = scope.reduce((from, part) => createHmac('sha256', from).update(part).digest(), 'AWS4S3RVER');
  if (createHmac('sha256', key).update(text).digest('hex') !== fields.Signature)
    return refuse(ctx, 'SignatureDoesNotMatch', 'The request signature we calculated does not match the signature you provided.');
  await next();
}

function refuse(ctx, code, message) {
  ctx.status = 403;
  ctx.body = { Error: { Code: code, Message: message } };
}

// What the service is told about content on its way: S3 refuses what was damaged.
async function contentMd5(ctx, next) {
  const claimed = ctx.get('content-md5');
  await next();
  if (claimed && ctx.method === 'PUT' && ctx.status === 200 && ctx.response.get('etag')) {
    const stored = Buffer.from(JSON.parse(ctx.response.get('etag')), 'hex').toString('base64');
    if (stored !== claimed) throw new Error(`stored ${stored} for ${claimed}`);
  }
}

(async () => {
  const server = new S3rver({
    address: '127.0.0.1', port: Number(port), silent: true, vhostBuckets: false,
    configureBuckets: [{ name: bucketName }],
  });
  server.store = server.context.store = new MemoryStore();
  const xml = server.middleware.findIndex(m => m.length === 2 && /application\/xml/.test(m.toString()));
  server.middleware.splice(xml + 1, 0, cors, signatureV4, unfinishedUploads, contentMd5);
  console.log((await server.run()).port);
  process.stdin.on('end', () => process.exit(0)).resume();
})();
