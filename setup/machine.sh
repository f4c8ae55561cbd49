# shellcheck shell=sh
# What LogCL needs of the machine: Java, Maven, its own jar, an OpenCL runtime. For `logcl` and `check`, which set
# `me` (their name in messages) and `root` (the repository). POSIX sh, and the way to a yes starts almost no process:
# it is walked on every start.

say() { printf '%s: %s\n' "$me" "$*" >&2; }
die() { say "$*"; exit 1; }

# Sets java_home and java_major to a Java of at least 17, from JAVA_HOME, else from PATH.
find_java() {
  remedy="Install one (Debian, Ubuntu: apt-get install openjdk-17-jdk-headless maven) or set JAVA_HOME."
  if [ -n "${JAVA_HOME:-}" ]; then
    java=$JAVA_HOME/bin/java origin="JAVA_HOME=$JAVA_HOME"
    [ -x "$java" ] || die "LogCL needs Java 17 or newer, and there is no bin/java in $origin. $remedy"
  else
    java=$(command -v java) || java=$(/usr/libexec/java_home -v 17+ 2>/dev/null)/bin/java
    [ -x "$java" ] || die "LogCL needs Java 17 or newer, and there is no java on the PATH. $remedy"
    origin=$java
  fi
  while [ -L "$java" ]; do
    link=$(readlink "$java")
    case $link in /*) java=$link ;; *) java=${java%/*}/$link ;; esac
  done
  java_home=${java%/bin/java} version=
  if [ -r "$java_home/release" ]; then # starting a JVM just to ask it costs 50 ms
    while IFS='=' read -r key value; do
      [ "$key" = JAVA_VERSION ] && version=${value#\"} && version=${version%\"}
    done <"$java_home/release"
  fi
  if [ -z "$version" ]; then # a wrapper script, or the stub of macOS
    properties=$("$java" -XshowSettings:properties -version 2>&1) || die "$origin does not run: $properties"
    java_home=$(printf '%s\n' "$properties" | sed -n 's/^ *java\.home = //p')
    version=$(printf '%s\n' "$properties" | sed -n 's/^ *java\.version = //p')
  fi
  java_major=${version#1.} java_major=${java_major%%[!0-9]*}
  [ "${java_major:-0}" -ge 17 ] || die "LogCL needs Java 17 or newer, and $origin is Java ${version:-unknown}. $remedy"
}

# For building: a compiler and Maven, both with the Java of find_java.
find_build_tools() {
  [ -x "$java_home/bin/javac" ] ||
    die "$java_home has no compiler. Install a JDK (Debian, Ubuntu: apt-get install openjdk-$java_major-jdk-headless)."
  command -v mvn >/dev/null || die "Maven is missing. Install it (Debian, Ubuntu: apt-get install maven)."
  export JAVA_HOME="$java_home"
}

# Two stamps: build-started, older than whatever changed during the build, and built, which only a complete build leaves
# and which holds the jar's name. So half a jar is never taken for a whole one.
is_built() {
  { read -r jar <"$root/target/built"; } 2>/dev/null && [ -r "$root/target/$jar" ] &&
    ! [ "$root/target/$jar" -nt "$root/target/built" ] &&
    [ -z "$(find "$root/src/main" "$root/kernels" "$root/pom.xml" -newer "$root/target/build-started" -print -quit \
      2>/dev/null)" ]
}

# One build at a time. A lock of the kernel's on an open file: it ends with its holders, however they end.
lock_build() {
  { mkdir -p "$root/target" && [ -w "$root/target" ]; } || die "cannot write $root/target"
  exec 9>"$root/target/build.lock"
  if command -v flock >/dev/null; then
    flock -n 9 || { say "waiting for a build that runs already..."; flock 9; }
  elif command -v perl >/dev/null; then # macOS has no flock
    perl -e 'open(my $f, ">&=9"); flock($f, 2)'
  fi
}

unlock_build() { exec 9>&-; }

# A jar that other JVMs run from is unlinked, never written over.
begin_build() {
  rm -f "$root/target/built" "$root"/target/logcl-*.jar "$root"/target/classes-*.jsa*
  : >"$root/target/build-started"
}

end_build() {
  for jar in "$root"/target/logcl-*.jar; do
    case $jar in *-sources.jar | *-javadoc.jar | *-tests.jar) continue ;; esac
    [ -r "$jar" ] || die "the build left no jar in $root/target"
    jar=${jar##*/}
    printf '%s\n' "$jar" >"$root/target/built.new"
    mv "$root/target/built.new" "$root/target/built"
    return
  done
}

# Class data sharing: a third of a small run's time goes if the JVM maps its classes instead of parsing them. Sets
# archive, and tells whether there is one for this Java and this folder; makes it where none was tried since the build.
has_class_archive() {
  archive=$root/target/classes-$version.jsa
  { read -r made_for <"$archive.for"; } 2>/dev/null && [ "$made_for" = "$java_home $root" ] ||
    make_class_archive >/dev/null 2>&1 </dev/null
  [ -s "$archive" ]
}

# The classes are those of a small training. Those that implement picocli's interfaces on the fly are left out: its class
# files are of Java 5, and on such a class JDK 17 crashes here. An archive that cannot be made is an empty one: a slower
# start, and no second try before the next build.
make_class_archive() {
  [ -w "$root/target" ] || return
  new=$archive.$$
  "$java_home/bin/java" -XX:-UsePerfData -XX:DumpLoadedClassList="$new.list" -jar "$root/target/$jar" \
    train "$root/examples/breast_cancer.csv" --target diagnosis --epochs 1 --out "$new.model"
  grep -v '@lambda-proxy.*picocli' "$new.list" >"$new.classes"
  "$java_home/bin/java" -Xshare:dump -XX:SharedClassListFile="$new.classes" -XX:SharedArchiveFile="$new" \
    -XX:ErrorFile=/dev/null -XX:-CreateCoredumpOnCrash -cp "$root/target/$jar" || : >"$new.failed"
  [ -s "$new" ] && ! [ -e "$new.failed" ] || { rm -f "$new"; : >"$new"; }
  sync "$new" # a JVM does not check what it maps
  mv -f "$new" "$archive" && printf '%s\n' "$java_home $root" >"$archive.for"
  rm -f "$new".*
}

# Where the loader looks for a library, near enough; the loader's own cache is asked last, because that is a process.
library_exists() {
  case $1 in /*) [ -e "$1" ]; return ;; esac
  old_ifs=$IFS IFS=:
  for dir in ${LD_LIBRARY_PATH:-}; do
    [ -e "$dir/$1" ] && IFS=$old_ifs && return
  done
  IFS=$old_ifs
  for dir in /usr/lib/x86_64-linux-gnu /usr/lib/aarch64-linux-gnu /usr/lib64 /usr/lib /usr/local/lib; do
    [ -e "$dir/$1" ] && return
  done
  PATH=$PATH:/sbin:/usr/sbin ldconfig -p 2>/dev/null | grep -qF "$1"
}

# An .icd file names a driver's library. Container images carry NVIDIA's without the library, desktops Mesa's without
# a device it could drive; neither is a runtime.
icd_works() {
  { read -r library || [ -n "$library" ]; } 2>/dev/null <"$1" || return
  case $library in
    *MesaOpenCL* | *RusticlOpenCL*)
      [ -n "${RUSTICL_ENABLE:-}" ] || ls /dev/dri/renderD* >/dev/null 2>&1 || return ;;
  esac
  library_exists "$library"
}

has_opencl() {
  [ -d /System/Library/Frameworks/OpenCL.framework ] && return # macOS has it built in
  library_exists libOpenCL.so.1 || return
  vendors=${OCL_ICD_VENDORS:-/etc/OpenCL/vendors}
  case $vendors in # a folder, as a rule; one file or library will do
    *.icd) icd_works "$vendors"; return ;;
    *.so | *.so.*) library_exists "$vendors"; return ;;
  esac
  for icd in "$vendors"/*.icd; do
    icd_works "$icd" && return
  done
  return 1
}

# What may become root without a password, on a system with apt-get.
find_installer() {
  command -v apt-get >/dev/null || return
  as_root=
  [ "$(id -u)" = 0 ] || { sudo -n true 2>/dev/null && as_root="sudo -n"; }
}

apt() {
  $as_root env DEBIAN_FRONTEND=noninteractive apt-get -y -q -o DPkg::Lock::Timeout=120 -o Acquire::Retries=1 \
    -o Acquire::http::Timeout=20 -o Acquire::https::Timeout=20 "$@" </dev/null
}

apt_install() {
  ls /var/lib/apt/lists/*_Packages* >/dev/null 2>&1 && apt install --no-install-recommends "$@" && return
  apt update
  apt install --no-install-recommends "$@"
}

# Installs packages where that is allowed and possible; WHY says what is missing, without a full stop. LOGCL_SETUP: off
# forbids it, yes does not ask; else a person at the terminal is asked, and where nobody is there it goes ahead.
install_packages() { # WHY PACKAGE...
  why=$1 log=$root/target/setup.log
  shift
  case ${LOGCL_SETUP:-} in
    off) say "$why; LOGCL_SETUP=off, so going on without"; return 1 ;;
    yes | '') ;;
    *) say "LOGCL_SETUP is '$LOGCL_SETUP'; it can be 'yes' (install without asking) or 'off' (never install)"; exit 2 ;;
  esac
  find_installer || { say "$why; going on without. $(advice "$@")"; return 1; }
  if [ "${LOGCL_SETUP:-}" != yes ]; then
    if [ -n "$(find "$log" -mmin -60 2>/dev/null)" ]; then # it is there only after a failure
      say "$why; going on without: installing it failed within the hour ($log), LOGCL_SETUP=yes tries again"
      return 1
    fi
    if [ -t 0 ] && [ -t 2 ]; then
      printf '%s: %s. Install %s with apt-get? [Y/n] ' "$me" "$why" "$*" >&2
      read -r answer || { echo >&2; return 1; }
      case $answer in [Nn]*) return 1 ;; esac
      why=
    fi
  fi
  say "${why:+$why: }installing $* (LOGCL_SETUP=off forbids it)..."
  mkdir -p "$root/target"
  if apt_install "$@" >"$log.$$" 2>&1; then
    rm -f "$log" "$log.$$"
    say "installed"
  else
    mv "$log.$$" "$log"
    tail -n 4 "$log" | sed 's/^/  | /' >&2
    say "installing failed, so going on without; the whole log is in $log"
    return 1
  fi
}

advice() { # PACKAGE... (Debian's names)
  if command -v apt-get >/dev/null; then echo "To have it: sudo apt-get install $*"
  elif command -v dnf >/dev/null; then echo "To have it: sudo dnf install pocl ocl-icd"
  elif command -v pacman >/dev/null; then echo "To have it: sudo pacman -S pocl ocl-icd"
  else echo "To have it, install PoCL or the OpenCL driver of your graphics card, and an OpenCL ICD loader"; fi
}
