"""Uploads at the speed of a line and asks, from the last byte on, for playlists that have an end. See bench/watch."""
import base64, http.client, json, os, re, statistics, struct, sys, threading, time, urllib.parse, uuid

site, clips, mbit, rounds = urllib.parse.urlparse(sys.argv[1]), sys.argv[2], float(sys.argv[3]), int(sys.argv[4])
lengths = [int(seconds) for seconds in sys.argv[5].split()]
API = '/api/v1'


def connect():
    return http.client.HTTPConnection(site.hostname, site.port)


def ask(connection, method, path, body=None, headers=None):
    connection.request(method, path, body, headers or {})
    answer = connection.getresponse()
    return answer.status, answer.headers, answer.read()


def sign_in():
    person = {'fullname': 'Bench', 'email': 'b@example.org', 'username': 'bencher', 'password': 'a long enough secret'}
    kind = {'Content-Type': 'application/json'}
    ask(connect(), 'POST', f'{API}/users/register', json.dumps(person), kind)
    return {'Authorization': 'Bearer ' + json.loads(ask(connect(), 'POST', f'{API}/users/login', json.dumps(person), kind)[2])['data']['accessToken']}


def paced(path, start, end):
    """The bytes, no faster than the line."""
    began, sent = time.monotonic(), 0
    with open(path, 'rb') as file:
        file.seek(start)
        while sent < end - start:
            part = file.read(min(65536, end - start - sent))
            sent += len(part)
            ahead = sent * 8 / mbit / 1e6 - (time.monotonic() - began)
            if ahead > 0:
                time.sleep(ahead)
            if sent == end - start:
                last[0] = time.monotonic()
                all_sent.set()
            yield part


last, all_sent = [0.0], threading.Event()


def metadata(**values):
    return ','.join(f'{name} {base64.b64encode(str(value).encode()).decode()}' for name, value in values.items())


def begin(length, **headers):
    status, told, text = ask(connect(), 'POST', f'{API}/uploads', None, {**signed, 'Tus-Resumable': '1.0.0', 'Upload-Length': str(length), **headers})
    assert status == 201, text
    return urllib.parse.urlparse(told['Location']).path


def send(address, path, start, end):
    status, told, text = ask(connect(), 'PATCH', address, paced(path, start, end), {
        **signed, 'Tus-Resumable': '1.0.0', 'Upload-Offset': '0', 'Content-Type': 'application/offset+octet-stream', 'Content-Length': str(end - start)})
    assert status == 204, text


def index_of(path):
    at, size = 0, os.path.getsize(path)
    with open(path, 'rb') as file:
        while at < size:
            file.seek(at)
            head = file.read(16)
            length = struct.unpack('>I', head[:4])[0]
            if head[4:8] == b'moov':
                return at
            at += struct.unpack('>Q', head[8:16])[0] if length == 1 else length


def playable(connection, master):
    """All media playlists have an end."""
    status, _, text = ask(connection, 'GET', master, None, signed)
    if status != 200:
        return False
    for uri in set(re.findall(r'[^"\n]+/index\.m3u8', text.decode())):
        if b'#EXT-X-ENDLIST' not in ask(connection, 'GET', os.path.dirname(master) + '/' + uri, None, signed)[2]:
            return False
    return True


def watch(master, found, first, stop):
    connection = connect()
    while not stop.is_set():
        if not first and ask(connection, 'GET', master, None, signed)[0] == 200:
            first.append(time.monotonic())
        if playable(connection, master):
            found.append(time.monotonic())
            return
        all_sent.wait(0.2)
        time.sleep(0.004)


def measure(send_all, address=None):
    found, first, stop = [], [], threading.Event()
    began = time.monotonic()
    watcher = threading.Thread(target=watch, args=(f'/media/videos/{address.rsplit("/", 1)[1]}/master.m3u8', found, first, stop)) if address else None
    if watcher:
        watcher.start()
    video = send_all()
    if not watcher:
        watcher = threading.Thread(target=watch, args=(f'/media/videos/{video}/master.m3u8', found, first, stop))
        watcher.start()
    watcher.join(120)
    stop.set()
    return (found[0] - last[0]) * 1000 if found else float('nan'), (first or found or [began])[0] - began


def index_first(path):
    size = os.path.getsize(path)
    address = begin(size)
    return measure(lambda: send(address, path, 0, size), address)


def end_first(path):
    size, at, whole = os.path.getsize(path), index_of(path), uuid.uuid4()
    part = lambda length, offset: begin(length, **{'Upload-Concat': 'partial', 'Upload-Metadata': metadata(whole=whole, wholelength=size, offset=offset)})
    tail = part(size - at, at)
    send(tail, path, at, size)
    all_sent.clear()
    head = part(at, 0)

    def rest():
        send(head, path, 0, at)
        status, _, text = ask(connect(), 'POST', f'{API}/uploads', None, {**signed, 'Tus-Resumable': '1.0.0', 'Upload-Concat': f'final;{head} {tail}'})
        assert status == 201, text
    return measure(rest, head)


def form(path):
    size, edge = os.path.getsize(path), 'edge' + uuid.uuid4().hex
    start = f'--{edge}\r\nContent-Disposition: form-data; name="videoFile"; filename="a.mp4"\r\n\r\n'.encode()
    end = f'\r\n--{edge}--\r\n'.encode()

    def body():
        yield start
        yield from paced(path, 0, size)
        yield end

    def send_all():
        status, _, text = ask(connect(), 'POST', f'{API}/videos', body(), {
            **signed, 'Content-Type': f'multipart/form-data; boundary={edge}', 'Content-Length': str(len(start) + size + len(end))})
        assert status in (201, 202), text
        return json.loads(text)['data']['_id']
    return measure(send_all)


signed = sign_in()
index_first(f'{clips}/first-10.mp4')  # what is only ever loaded once does not count
print(f'line of {mbit:.0f} Mbit/s, median (least to most) of {rounds}: ms from the last byte to playable HLS; s to the first picture')
for seconds in lengths:
    for name, act, file in (('tus, index first', index_first, 'first'), ('tus, end sent first', end_first, 'last'), ('form', form, 'first')):
        results = []
        for _ in range(rounds if seconds < 600 else min(rounds, 2)):
            all_sent.clear()
            results.append(act(f'{clips}/{file}-{seconds}.mp4'))
        times = [r[0] for r in results]
        print(f'{seconds:4} s  {name:20} {statistics.median(times):7.0f} ms ({min(times):.0f} to {max(times):.0f})   {statistics.median(r[1] for r in results):5.1f} s', flush=True)
