package io.qbrain.cache;

import com.github.benmanes.caffeine.cache.Ticker;
import io.qbrain.port.Broadcast.Listening;
import io.qbrain.port.Cache;
import io.qbrain.port.Mirror;
import io.qbrain.port.PortException;
import io.qbrain.port.SharedCache;
import io.qbrain.service.CacheService;
import io.qbrain.service.ServiceException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The cache over memory, the shared level and files. */
@Component(
    service = {LevelledCache.class, Cache.class, CacheService.class, Mirror.class},
    configurationPid = "io.qbrain.cache")
@Designate(ocd = CacheConfiguration.class)
public final class LevelledCache implements Cache, CacheService, Mirror {
  private static final Logger LOG = LoggerFactory.getLogger(LevelledCache.class);

  /** How long others wait for the node that loads, and how long it may take to store. */
  private static final Duration LEASE = Duration.ofSeconds(20);

  /** How long a value lives in memory while evictions of other nodes are not heard. */
  private static final Duration DEAF = Duration.ofSeconds(30);

  private static final long WAIT_NANOS = 10_000_000;

  private final Duration lease;
  private final CacheSettings settings;
  private final MemoryLevel memory;
  private final FileLevel files;
  private final Owed owed;
  private final Map<String, RegionState> regions = new ConcurrentSkipListMap<>();
  private final Hearing hearing;
  private final RegionViews views;
  private final Repayment repayment;
  private volatile boolean filesOpen;
  private volatile @Nullable SharedCache shared;
  private @Nullable Listening listening;

  /** Takes the configuration. */
  @Activate
  public LevelledCache(CacheConfiguration configuration) {
    this(
        CacheSettings.of(configuration, System.getenv()), Clock.systemUTC(), Ticker.systemTicker());
  }

  /** Makes a cache whose time is given. */
  LevelledCache(CacheSettings settings, Clock clock, Ticker ticker) {
    this(settings, clock, ticker, LEASE);
  }

  /** Makes a cache whose nodes wait as long as is given for the one that loads. */
  LevelledCache(CacheSettings settings, Clock clock, Ticker ticker, Duration lease) {
    this.lease = lease;
    this.settings = settings;
    this.memory = new MemoryLevel(settings.memoryBytes(), ticker);
    this.files = new FileLevel(settings.directory().resolve("values"), settings.fileBytes(), clock);
    this.owed = new Owed(settings.directory().resolve("owed"));
    this.views = new RegionViews(regions, memory, files);
    this.hearing = new Hearing(regions, memory, files, settings.directory().resolve("marks"));
    this.repayment = new Repayment(owed, hearing, () -> shared);
  }

  @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
  synchronized void bindShared(SharedCache level) {
    shared = level;
    if (filesOpen) {
      listen();
    }
  }

  synchronized void unbindShared(SharedCache level) {
    if (level.equals(shared)) {
      stopListening();
      shared = null;
    }
  }

  private void listen() {
    SharedCache level = shared;
    if (level != null && listening == null) {
      listening = level.listen(hearing.of(level));
      repayment.plan();
    }
  }

  private void stopListening() {
    Listening before = listening;
    listening = null;
    if (before != null) {
      before.close();
    }
    hearing.onLost();
  }

  @Override
  public String name() {
    return "cache";
  }

  @Override
  public synchronized void start() {
    if (filesOpen) {
      return;
    }
    try {
      files.open();
    } catch (IOException e) {
      throw new PortException(
          "the cache cannot use "
              + settings.directory()
              + ": "
              + e
              + "; set QBRAIN_CACHE_DIRECTORY",
          e);
    }
    owed.open();
    hearing.open();
    filesOpen = true;
    listen();
  }

  @Override
  @Deactivate
  public synchronized void stop() {
    if (filesOpen) {
      stopListening();
      hearing.close();
      repayment.stop();
      filesOpen = false;
    }
  }

  @Override
  public Health health() {
    return new Health(
        filesOpen,
        "memory "
            + (settings.memoryBytes() >> 20)
            + " MB, "
            + sharedDetail()
            + ", files "
            + (files.bytes() >> 20)
            + " of "
            + (files.maxBytes() >> 20)
            + " MB"
            + views.hitRates());
  }

  private String sharedDetail() {
    SharedCache level = shared;
    if (level == null) {
      return "no shared level";
    }
    if (!level.isAvailable()) {
      return "shared level away";
    }
    return hearing.isConnected() ? "shared level there" : "shared level there, evictions not heard";
  }

  private RegionState state(Region<?> region) {
    RegionState known = regions.get(region.name());
    if (known != null) {
      return known;
    }
    RegionState fresh = new RegionState(region);
    RegionState other = regions.putIfAbsent(region.name(), fresh);
    if (other != null) {
      return other;
    }
    if (fresh.isOn(Level.SHARED)) {
      owed.used(region.name());
      hearing.used(fresh, shared);
    }
    return fresh;
  }

  @Override
  @SuppressWarnings("unchecked") // a region's values are of its type
  public <V> V get(Region<V> region, String key, Function<String, V> load) {
    RegionState state = state(region);
    if (state.isOn(Level.MEMORY)) {
      Optional<Object> found = memory.find(region.name(), key);
      state.counts.asked(Level.MEMORY, found.isPresent());
      if (found.isPresent()) {
        return (V) found.get();
      }
    }
    CompletableFuture<Object> mine = new CompletableFuture<>();
    long since = state.evictions(key);
    CompletableFuture<Object> others = state.flights.putIfAbsent(key, mine);
    if (others != null) {
      state.counts.waits.increment();
      return (V) joined(others);
    }
    try {
      V value = new Lookup<>(state, region, key, load, since).value();
      mine.complete(value);
      return value;
    } catch (RuntimeException | Error e) {
      mine.completeExceptionally(e);
      throw e;
    } finally {
      state.flights.remove(key, mine);
    }
  }

  private static Object joined(CompletableFuture<Object> flight) {
    try {
      return flight.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (e.getCause() instanceof Error cause) {
        throw cause;
      }
      throw e;
    }
  }

  /** Returns the shared level if it may be asked: it answers, and has heard of our evictions. */
  private @Nullable SharedCache usable(RegionState state) {
    SharedCache level = shared;
    if (level == null || !state.isOn(Level.SHARED)) {
      return null;
    }
    if (!level.isAvailable()) {
      state.counts.failed(Level.SHARED);
      return null;
    }
    if (owed.isAny()) {
      try {
        owed.pay(level);
      } catch (PortException e) {
        state.counts.failed(Level.SHARED);
        return null;
      }
    }
    return level;
  }

  /** One search through the levels outside of memory. */
  private final class Lookup<V> {
    private final RegionState state;
    private final Region<V> region;
    private final String key;
    private final Function<String, V> load;
    private final long since;

    Lookup(RegionState state, Region<V> region, String key, Function<String, V> load, long since) {
      this.state = state;
      this.region = region;
      this.key = key;
      this.load = load;
      this.since = since;
    }

    V value() {
      SharedCache level = usable(state);
      if (level == null) {
        return fromFilesOrLoaded(null, "");
      }
      long end = System.nanoTime() + lease.toNanos();
      boolean waited = false;
      try {
        while (true) {
          SharedCache.Found found = level.find(region.name(), key, lease);
          if (found.value().isPresent()) {
            V value = decoded(found.value().get());
            if (value != null) {
              state.counts.asked(Level.SHARED, true);
              keepInMemory(value, found.value().get().length);
              return value;
            }
            level.evict(region.name(), Optional.of(key)); // another program's form
          } else if (found.token().isPresent()) {
            state.counts.asked(Level.SHARED, false);
            return fromFilesOrLoaded(level, found.token().get());
          } else if (System.nanoTime() - end > 0) {
            return fromFilesOrLoaded(null, "");
          } else {
            if (!waited) {
              waited = true;
              state.counts.waits.increment();
            }
            LockSupport.parkNanos(WAIT_NANOS);
          }
        }
      } catch (PortException e) {
        state.counts.failed(Level.SHARED);
        return fromFilesOrLoaded(null, "");
      }
    }

    private @Nullable V decoded(byte[] bytes) {
      try {
        return region.codec().read(bytes);
      } catch (RuntimeException e) {
        LOG.warn("{} of region {} has another form: {}", key, region.name(), e.toString());
        return null;
      }
    }

    private V fromFilesOrLoaded(@Nullable SharedCache level, String token) {
      if (state.isOn(Level.FILES) && filesOpen) {
        try {
          Optional<byte[]> bytes = files.find(region.name(), key);
          V value = bytes.isPresent() ? decoded(bytes.get()) : null;
          state.counts.asked(Level.FILES, value != null);
          if (value != null && bytes.isPresent()) {
            keep(level, token, value, bytes.get(), false);
            return value;
          }
        } catch (IOException e) {
          state.counts.failed(Level.FILES);
        }
      }
      return loaded(level, token);
    }

    private V loaded(@Nullable SharedCache level, String token) {
      long begin = System.nanoTime();
      V value;
      try {
        value = load.apply(key);
      } catch (RuntimeException | Error e) {
        state.counts.loadFailures.increment();
        release(level, token);
        throw e;
      } finally {
        state.counts.loads.increment();
        state.counts.loadNanos.add(System.nanoTime() - begin);
      }
      keep(level, token, value, region.codec().write(value), true);
      return value;
    }

    /** Nobody is to wait for a load that failed. */
    private void release(@Nullable SharedCache level, String token) {
      if (level != null) {
        try {
          level.release(region.name(), key, token);
        } catch (PortException e) {
          state.counts.failed(Level.SHARED);
        }
      }
    }

    /** Keeps a value on every level, unless it was evicted since it was looked for. */
    private void keep(
        @Nullable SharedCache level, String token, V value, byte[] bytes, boolean inFiles) {
      if (level != null) {
        try {
          if (!level.fill(region.name(), key, token, bytes, region.shared())) {
            state.counts.refused.increment();
            return;
          }
        } catch (PortException e) {
          state.counts.failed(Level.SHARED);
        }
      }
      boolean kept = keepInMemory(value, bytes.length);
      if (inFiles && kept && state.isOn(Level.FILES) && filesOpen) {
        try {
          files.put(region.name(), key, bytes, region.inFiles());
          if (state.evictions(key) != since) {
            files.remove(region.name(), key);
          }
        } catch (IOException e) {
          state.counts.failed(Level.FILES);
        }
      }
    }

    /** Returns false if the key was evicted meanwhile. */
    private boolean keepInMemory(V value, int bytes) {
      Duration ttl = region.inMemory();
      if (state.isOn(Level.SHARED) && shared != null && !hearing.isConnected()) {
        ttl = ttl.compareTo(DEAF) < 0 ? ttl : DEAF;
      }
      Duration lives = ttl;
      boolean kept =
          state.unlessEvicted(
              key,
              since,
              () -> {
                if (state.isOn(Level.MEMORY)) {
                  memory.put(region.name(), key, value, bytes, lives);
                }
              });
      if (!kept) {
        state.counts.refused.increment();
      }
      return kept;
    }
  }

  @Override
  public void evict(Region<?> region, String key) {
    RegionState state = state(region);
    tell(state, Optional.of(key));
    hearing.evict(state, key);
  }

  @Override
  public void evictAll(Region<?> region) {
    RegionState state = state(region);
    tell(state, Optional.empty());
    hearing.evictAll(state);
  }

  /** Tells the shared level, now or when it is back. */
  private void tell(RegionState state, Optional<String> key) {
    if (!state.isOn(Level.SHARED)) {
      return;
    }
    SharedCache level = usable(state);
    if (level != null) {
      try {
        level.evict(state.region.name(), key);
        return;
      } catch (PortException e) {
        state.counts.failed(Level.SHARED);
      }
    }
    if (shared != null) {
      owed.add(state.region.name(), key);
      repayment.plan();
    }
  }

  /** Removes files that are past their time, or were not read since a time. */
  long[] removeOldFiles(Instant unreadSince, Runnable goOn) throws IOException {
    return files.removeOld(unreadSince, goOn);
  }

  @Override
  public CacheView view() {
    SharedCache level = shared;
    return new CacheView(
        level != null && level.isAvailable(),
        sharedDetail() + (owed.isAny() ? ", " + owed.size() + " evictions owed" : ""),
        files.bytes(),
        files.maxBytes(),
        views.regions());
  }

  @Override
  public List<String> clear(Optional<String> region) {
    if (region.isPresent()) {
      RegionState state = regions.get(region.get());
      if (state == null) {
        throw new ServiceException(
            ServiceException.Kind.NOT_FOUND,
            "cache.region.unknown",
            "there is no region " + region.get() + " in use; there are " + regions.keySet());
      }
      evictAll(state.region);
      return List.of(region.get());
    }
    regions.values().forEach(s -> evictAll(s.region));
    return List.copyOf(regions.keySet());
  }
}
