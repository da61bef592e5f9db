# Sourced by ./videotube and ./test: makes sure that programs and libraries are there, asks apt for what is missing.

fail() { printf '%s\n' "$*" >&2; exit 1; }

# need_sdk: .NET and Node come from their own makers, not from Debian; say where, and stop.
need_sdk() {
  command -v dotnet >/dev/null && dotnet --list-sdks 2>/dev/null | grep -q '^1[0-9]\.' ||
    fail 'VideoTube needs the .NET 10 SDK: https://dotnet.microsoft.com/download'
  command -v npm >/dev/null || fail 'VideoTube needs Node.js 20 or newer with npm: https://nodejs.org'
}

has_library() { [ -n "$(find /lib /usr/lib /usr/lib64 /usr/local/lib -name "$1" -print -quit 2>/dev/null)" ]; }

# need_packages CHECK=PACKAGE...: CHECK is a program on the PATH, or a library as lib….so.N
need_packages() {
  local pair missing=()
  for pair; do
    case ${pair%%=*} in
      lib*.so.*) has_library "${pair%%=*}" || missing+=("${pair#*=}") ;;
      /*) compgen -G "${pair%%=*}" >/dev/null || missing+=("${pair#*=}") ;;
      *) command -v "${pair%%=*}" >/dev/null || missing+=("${pair#*=}") ;;
    esac
  done
  [ ${#missing[@]} -eq 0 ] && return
  command -v apt-get >/dev/null ||
    fail "Please install these (Debian's names): ${missing[*]}"
  [ "$(id -u)" -eq 0 ] ||
    fail "These are missing: ${missing[*]}
Please install them and start again:
  sudo apt-get install --no-install-recommends ${missing[*]}"
  echo "Installing ${missing[*]} ..." >&2
  export DEBIAN_FRONTEND=noninteractive
  { apt-get install -y --no-install-recommends "${missing[@]}" ||
    { apt-get update && apt-get install -y --no-install-recommends "${missing[@]}"; }; } >&2 ||
    fail "apt-get could not install: ${missing[*]}"
}

# What the program itself runs on.
need_runtime() {
  need_packages ffmpeg=ffmpeg bwrap=bubblewrap setpriv=util-linux libsqlite3.so.0=libsqlite3-0 libcrypt.so.1=libcrypt1
}

# build PROJECT STAMP FOLDER...: builds once, and again only when a file in the folders is newer than the last good build.
build() {
  local project=$1 stamp=$2; shift 2
  [ -f "$stamp" ] && [ -z "$(find "$@" ./*.props global.json .editorconfig \( \( -name node_modules -o -name generated \) -prune \) -o -type f -newer "$stamp" -print -quit)" ] && return
  need_sdk
  local started; started=$(mktemp -p "$(mkdir -p artifacts && echo artifacts)" .build-XXXXXX)
  echo "Building ..." >&2
  dotnet build "$project" -c Release -v quiet -nologo >&2 || { rm -f "$started"; fail 'The build failed; its messages are above.'; }
  mv "$started" "$stamp"   # as old as the moment the build began
}
