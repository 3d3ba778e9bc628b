package io.qbrain.data.schema;

import static java.util.Map.entry;

import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.SharedCacheMode;
import jakarta.persistence.ValidationMode;
import jakarta.persistence.spi.ClassTransformer;
import jakarta.persistence.spi.PersistenceUnitInfo;
import jakarta.persistence.spi.PersistenceUnitTransactionType;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import javax.sql.DataSource;
import org.eclipse.persistence.jpa.PersistenceProvider;
import org.eclipse.persistence.sessions.DatabaseLogin;
import org.eclipse.persistence.sessions.DatabaseSession;
import org.jspecify.annotations.Nullable;

/**
 * The persistence unit of this bundle, as a container would hand it to EclipseLink: an explicit
 * list of entities, our pool, no weaving, no cache between transactions.
 */
@SuppressWarnings("removal") // the type that the interface still asks for
public final class EntityUnit implements PersistenceUnitInfo {
  private static final String NAME = "qbrain";

  private final DataSource pool;
  private final List<String> entities;

  private EntityUnit(DataSource pool, List<String> entities) {
    this.pool = pool;
    this.entities = entities;
  }

  /**
   * Opens a factory over a pool, for these entities.
   *
   * @param place where the pool leads: factories of one name share one pool, the first one's
   */
  public static EntityManagerFactory open(DataSource pool, String place, List<Class<?>> entities) {
    List<Class<?>> classes = new ArrayList<>(entities);
    classes.add(JsonText.class);
    EntityUnit unit = new EntityUnit(pool, classes.stream().map(Class::getName).toList());
    Map<String, Object> properties =
        Map.ofEntries(
            entry("eclipselink.session-name", NAME + " " + place),
            entry("eclipselink.weaving", "false"),
            entry("eclipselink.target-database", "PostgreSQL"),
            entry("eclipselink.cache.shared.default", "false"),
            entry("eclipselink.jdbc.batch-writing", "JDBC"),
            entry("eclipselink.jdbc.batch-writing.size", "500"),
            entry("eclipselink.ddl-generation", "none"),
            entry("eclipselink.logging.logger", "DefaultLogger"),
            entry("eclipselink.logging.level", "OFF"),
            entry("eclipselink.deploy-on-startup", "true"));
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(EntityUnit.class.getClassLoader());
    try {
      return impatient(
          new PersistenceProvider().createContainerEntityManagerFactory(unit, properties));
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /**
   * A query whose connection has ended is not tried again by itself, which would wait for five
   * seconds each time: the account goes on by rules of its own.
   */
  private static EntityManagerFactory impatient(EntityManagerFactory factory) {
    DatabaseLogin login = factory.unwrap(DatabaseSession.class).getLogin();
    login.setQueryRetryAttemptCount(0);
    login.setDelayBetweenConnectionAttempts(0);
    return factory;
  }

  @Override
  public String getPersistenceUnitName() {
    return NAME;
  }

  @Override
  public String getPersistenceProviderClassName() {
    return PersistenceProvider.class.getName();
  }

  @Override
  public @Nullable String getScopeAnnotationName() {
    return null;
  }

  @Override
  public List<String> getQualifierAnnotationNames() {
    return List.of();
  }

  @Override
  public PersistenceUnitTransactionType getTransactionType() {
    return PersistenceUnitTransactionType.RESOURCE_LOCAL;
  }

  @Override
  public @Nullable DataSource getJtaDataSource() {
    return null;
  }

  @Override
  public DataSource getNonJtaDataSource() {
    return pool;
  }

  @Override
  public List<String> getMappingFileNames() {
    return List.of();
  }

  @Override
  public List<URL> getJarFileUrls() {
    return List.of();
  }

  @Override
  public URL getPersistenceUnitRootUrl() {
    URL root = EntityUnit.class.getResource("/");
    return root != null
        ? root
        : EntityUnit.class.getProtectionDomain().getCodeSource().getLocation();
  }

  @Override
  public List<String> getManagedClassNames() {
    return entities;
  }

  @Override
  public boolean excludeUnlistedClasses() {
    return true;
  }

  @Override
  public SharedCacheMode getSharedCacheMode() {
    return SharedCacheMode.NONE;
  }

  @Override
  public ValidationMode getValidationMode() {
    return ValidationMode.NONE;
  }

  @Override
  public Properties getProperties() {
    return new Properties();
  }

  @Override
  public String getPersistenceXMLSchemaVersion() {
    return "3.2";
  }

  @Override
  public ClassLoader getClassLoader() {
    return EntityUnit.class.getClassLoader();
  }

  @Override
  public void addTransformer(ClassTransformer transformer) {
    throw new UnsupportedOperationException("classes are not woven");
  }

  @Override
  public ClassLoader getNewTempClassLoader() {
    return getClassLoader();
  }
}
