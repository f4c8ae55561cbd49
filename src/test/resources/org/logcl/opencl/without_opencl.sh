# Runs a command on a machine without libOpenCL: `unshare -m sh without_opencl.sh SCRATCH COMMAND...`. The directories
# that hold the library are overlaid, so that nothing of the real ones changes.
set -e
scratch=$1
shift
mount -t tmpfs tmpfs "$scratch"
ldconfig=$(PATH=$PATH:/sbin:/usr/sbin command -v ldconfig)
for library in $("$ldconfig" -p | sed -n 's/.*libOpenCL\.so.* => //p'); do
  folder=$(dirname "$(readlink -f "$library")")
  [ -e "$library" ] || continue
  upper=$scratch/$(echo "$folder" | tr / _)
  mkdir -p "$upper/files" "$upper/work"
  mount -t overlay overlay -o "lowerdir=$folder,upperdir=$upper/files,workdir=$upper/work" "$folder"
  rm -f "$folder"/libOpenCL.so*
done
"$ldconfig" -C "$scratch/cache"
mount --bind "$scratch/cache" /etc/ld.so.cache
exec "$@"
