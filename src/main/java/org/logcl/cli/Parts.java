package org.logcl.cli;

import org.logcl.kernel.Devices;
import picocli.CommandLine;

/** Makes the commands and their options; gives them the streams and the devices there are. */
final class Parts implements CommandLine.IFactory {
  private final CommandLine.IFactory others = CommandLine.defaultFactory();
  private final Streams streams;
  private final Devices devices;

  Parts(Streams streams, Devices devices) {
    this.streams = streams;
    this.devices = devices;
  }

  @Override
  public <K> K create(Class<K> part) throws Exception {
    if (part == Output.class) {
      return part.cast(new Output(streams));
    }
    if (part == DeviceOption.class) {
      return part.cast(new DeviceOption(devices));
    }
    if (part == VerifiedDevice.class) {
      return part.cast(new VerifiedDevice(devices));
    }
    return others.create(part);
  }
}
